//! Members of JSON objects by their paths.

use generator::model::Json;

/// Gives the member at the end of a path a value. Objects on the way are made; a value of another kind on the way is replaced by one.
pub(super) fn put(object: &mut Json, path: &[String], value: Json) {
    let Some((first, rest)) = path.split_first() else {
        *object = value;
        return;
    };
    if !matches!(object, Json::Object(_)) {
        *object = Json::Object(Vec::new());
    }
    let Json::Object(members) = object else {
        return;
    };
    let known = members.iter().position(|(name, _)| name == first);
    let at = known.unwrap_or(members.len());
    if known.is_none() {
        members.push((first.clone(), Json::Null));
    }
    put(&mut members[at].1, rest, value);
}
