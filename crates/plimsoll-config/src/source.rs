//! Configuration files as texts with places in them, and what is wrong there.

use plimsoll_diagnostics::{Level, TextRange};

use crate::path::folder_of;

/// Gets the text of configuration files.
pub trait Loader {
    /// The text of the file at the absolute, clean `path`.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in the style of a message: `no such file`.
    fn load(&self, path: &str) -> Result<String, String>;

    /// Whether there is something at the absolute, clean `path`: a file or a folder.
    fn exists(&self, path: &str) -> bool;

    /// The absolute paths of all files below the absolute, clean `folder`, in order.
    ///
    /// # Errors
    ///
    /// Why it cannot be read, in the style of a message.
    fn list(&self, _folder: &str) -> Result<Vec<String>, String> {
        Err("folders cannot be listed here".to_owned())
    }
}

/// The path of the nearest configuration file for files in the absolute `folder`: there or in a
/// folder above, up to the one that holds `.git`.
#[must_use]
pub fn nearest(folder: &str, loader: &dyn Loader) -> Option<String> {
    let mut folder = folder;
    loop {
        let inside = |name: &str| format!("{}/{name}", folder.trim_end_matches('/'));
        let path = inside(crate::FILE_NAME);
        if loader.exists(&path) {
            return Some(path);
        }
        if loader.exists(&inside(".git")) {
            return None;
        }
        let above = folder_of(folder);
        if above == folder {
            return None;
        }
        folder = above;
    }
}

/// The root of the repository that holds the absolute `folder`: the nearest folder upwards with a
/// `.git` in it.
#[must_use]
pub fn repository<'f>(folder: &'f str, loader: &dyn Loader) -> Option<&'f str> {
    let mut folder = folder;
    loop {
        if loader.exists(&format!("{}/.git", folder.trim_end_matches('/'))) {
            return Some(folder);
        }
        let above = folder_of(folder);
        if above == folder {
            return None;
        }
        folder = above;
    }
}

/// A configuration file that was read; an index into [`Config::sources`](crate::Config::sources).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SourceId(pub u32);

/// A configuration file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its absolute path, with forward slashes.
    pub path: String,
    /// Its text.
    pub text: String,
}

impl Source {
    /// The last part of its path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The folder that it lies in.
    #[must_use]
    pub fn folder(&self) -> &str {
        folder_of(&self.path)
    }
}

/// A place in a configuration file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub source: SourceId,
    /// The bytes in it.
    pub at: TextRange,
}

/// A value with the bytes that it is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The bytes.
    pub at: TextRange,
}

/// Something that is wrong with a configuration, or worth knowing about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where; `None` for a file that could not be read at all.
    pub at: Option<Place>,
    /// An error keeps the configuration from being used.
    pub level: Level,
    /// What is wrong: one line, lower case, no full stop.
    pub message: String,
}
