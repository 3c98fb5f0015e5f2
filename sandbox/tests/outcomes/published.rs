//! The triggers as `SANDBOX.md` publishes them.

use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// The triggers of an operation.
#[derive(Default)]
pub(crate) struct Published {
    /// Place and dotted path of the argument.
    pub(crate) argument: Option<(String, String)>,
    /// Scenario and natural value of each row.
    pub(crate) rows: Vec<(String, Option<String>)>,
}

/// The text of a code span.
fn code(text: &str) -> Option<String> {
    let text = text.trim();
    let fence = &text[..text.len() - text.trim_start_matches('`').len()];
    if fence.is_empty() {
        return None;
    }
    let (inside, _) = text[fence.len()..].split_once(fence)?;
    Some(inside.trim().replace("\\|", "|"))
}

pub(crate) fn read(path: &Path) -> HashMap<String, Published> {
    parse(&fs::read_to_string(path).unwrap())
}

pub(crate) fn parse(text: &str) -> HashMap<String, Published> {
    let mut all = HashMap::new();
    let mut operation = String::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            operation = code(heading).unwrap();
            let before = all.insert(operation.clone(), Published::default());
            assert!(before.is_none(), "{operation} stands there twice");
        } else if let Some(argument) = line.strip_prefix("Argument: ") {
            let (_, place) = argument.rsplit_once(" in the ").unwrap();
            let place = place.trim_end_matches('.').to_owned();
            let own = all.get_mut(&operation).unwrap();
            own.argument = Some((place, code(argument).unwrap()));
        } else if line.starts_with("| `") && !line.contains("X-Sandbox-Scenario") {
            let cells: Vec<&str> = line.split('|').collect();
            let own = all.get_mut(&operation).unwrap();
            own.rows.push((code(cells[1]).unwrap(), code(cells[2])));
        }
    }
    all
}
