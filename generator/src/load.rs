//! Reading the files of a specification.

use crate::parallel;
use crate::source::{Document, MAX_BYTES, Sources};
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::num::NonZero;
use std::path::{Path, PathBuf};

/// Files that are worth a thread.
const PER_THREAD: NonZero<usize> = NonZero::<usize>::MIN.saturating_add(63);

/// Why the files of a specification could not be read.
#[derive(Debug)]
pub enum LoadError {
    /// The folder is not there, or is not a folder.
    NoFolder(PathBuf),
    /// There is no YAML file in it.
    Empty(PathBuf),
    /// A link leads to a folder that it stands in.
    Loop(PathBuf),
    /// A name is not UTF-8.
    Name(PathBuf),
    /// A file or folder cannot be read.
    Io(PathBuf, io::Error),
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoFolder(path) => write!(f, "there is no folder `{}`", path.display()),
            Self::Empty(path) => write!(f, "there is no YAML file below `{}`", path.display()),
            Self::Loop(path) => write!(f, "`{}` links to a folder above it", path.display()),
            Self::Name(path) => write!(f, "the name `{}` is not UTF-8", path.display()),
            Self::Io(path, _) => write!(f, "`{}` cannot be read", path.display()),
        }
    }
}

impl std::error::Error for LoadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Io(_, error) => Some(error),
            Self::NoFolder(_) | Self::Empty(_) | Self::Loop(_) | Self::Name(_) => None,
        }
    }
}

/// Reads every `*.yaml` and `*.yml` file below `dir`, once, sorted by path. Names that begin with a dot are left out.
///
/// `dir` holds bank folders, or is itself one: then paths begin with its name, so that both ways give the same result.
///
/// # Errors
/// If `dir` is no folder or holds no YAML, or if something in it cannot be read.
pub fn load(dir: &Path) -> Result<Sources, LoadError> {
    if !dir.is_dir() {
        return Err(LoadError::NoFolder(dir.to_owned()));
    }
    let mut files = Vec::new();
    let mut above = Vec::new();
    list(dir, "", &mut above, &mut files)?;
    if files.is_empty() {
        return Err(LoadError::Empty(dir.to_owned()));
    }
    let mut root = dir.to_owned();
    if dir.join("bank.yaml").is_file()
        && let Some((parent, name)) = parent_and_name(dir)?
    {
        root = parent;
        for (path, _) in &mut files {
            *path = format!("{name}/{path}");
        }
    }
    files.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(Sources {
        root: root.display().to_string(),
        documents: parallel::each(&files, PER_THREAD, read)
            .into_iter()
            .collect::<Result<_, _>>()?,
    })
}

/// The folder above `dir`, and the name of `dir` in it. Nothing for the root of the file system.
fn parent_and_name(dir: &Path) -> Result<Option<(PathBuf, String)>, LoadError> {
    let (parent, name) = match (dir.parent(), dir.file_name()) {
        (Some(parent), Some(name)) => (parent.to_owned(), name.to_owned()),
        // `.` and `..` have no name of their own.
        _ => match real(dir)?.file_name() {
            Some(name) => (dir.join(".."), name.to_owned()),
            None => return Ok(None),
        },
    };
    match name.into_string() {
        Ok(name) => Ok(Some((parent, name))),
        Err(_) => Err(LoadError::Name(dir.to_owned())),
    }
}

fn real(path: &Path) -> Result<PathBuf, LoadError> {
    fs::canonicalize(path).map_err(|error| LoadError::Io(path.to_owned(), error))
}

/// Collects the YAML files of a folder and of those below it. `above` holds the real paths of the folders on the way here.
fn list(
    dir: &Path,
    below: &str,
    above: &mut Vec<PathBuf>,
    files: &mut Vec<(String, PathBuf)>,
) -> Result<(), LoadError> {
    let here = real(dir)?;
    if above.contains(&here) {
        return Err(LoadError::Loop(dir.to_owned()));
    }
    above.push(here);
    let failed = |error| LoadError::Io(dir.to_owned(), error);
    for entry in fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let Some(name) = path.file_name() else {
            continue;
        };
        if name.as_encoded_bytes().starts_with(b".") {
            continue;
        }
        let yaml = path.extension().is_some_and(|extension| {
            extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml")
        });
        // Follows links; of a link that leads nowhere only a YAML name is worth an error.
        let kind = match fs::metadata(&path) {
            Ok(kind) => kind,
            Err(error) if yaml => return Err(LoadError::Io(path, error)),
            Err(_) => continue,
        };
        if !kind.is_dir() && !yaml {
            continue;
        }
        let name = name.to_str().ok_or_else(|| LoadError::Name(path.clone()))?;
        if kind.is_dir() {
            list(&path, &format!("{below}{name}/"), above, files)?;
        } else if kind.is_file() {
            files.push((format!("{below}{name}"), path));
        } else {
            // A device or a pipe might never end.
            let error = io::Error::other("it is neither a file nor a folder");
            return Err(LoadError::Io(path, error));
        }
    }
    above.pop();
    Ok(())
}

fn read((path, file): &(String, PathBuf)) -> Result<Document, LoadError> {
    let failed = |error| LoadError::Io(file.clone(), error);
    let open = File::open(file).map_err(failed)?;
    let mut bytes = Vec::new();
    open.take(u64::from(MAX_BYTES) + 1)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(Document::from_bytes(path.clone(), bytes))
}
