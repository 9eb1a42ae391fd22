//! Text that a person asked for, as a document that the editor can open: pages of rules, and what
//! the server knows about files. The documents are gone when the server is.

use std::{fs, io, sync::OnceLock};

use tempfile::TempDir;
use tower_lsp_server::ls_types::Uri;

/// A folder for texts, made when the first one is written.
#[derive(Debug, Default)]
pub(crate) struct Paper(OnceLock<TempDir>);

impl Paper {
    /// The address of a document that holds `text`; `name` has only letters, digits, `-` and `.`.
    ///
    /// # Errors
    ///
    /// If there is no place for temporary files.
    pub(crate) fn write(&self, name: &str, text: &str) -> io::Result<Uri> {
        let folder = match self.0.get() {
            Some(folder) => folder,
            None => {
                let folder = tempfile::Builder::new().prefix("plimsoll-").tempdir()?;
                self.0.get_or_init(|| folder)
            }
        };
        let path = folder.path().join(name);
        fs::write(&path, text)?;
        Uri::from_file_path(&path).ok_or_else(|| io::ErrorKind::InvalidInput.into())
    }
}
