//! Compose files for tests.

use plimsoll_diagnostics::FileId;
use plimsoll_facts::{
    Dialect, File, Recognition, Site, ViaKind, loader::Given, subjects::Subjects,
};
use proptest::prelude::*;

/// A file that counts as a Compose file, whatever is in it.
pub(super) fn file(id: u32, path: &str, text: &str) -> File {
    File::new(FileId(id), path, text, |path, _, _| {
        let dialect =
            if path.contains("override") { Dialect::ComposeOverride } else { Dialect::ComposeFile };
        Recognition::new(dialect, Vec::new())
    })
}

/// The subjects of a file with these lines below `services`, which are indented already.
pub(super) fn services(lines: &str) -> (File, Subjects) {
    let file = file(0, "compose.yaml", &format!("services:\n{lines}\n"));
    let subjects = super::load(std::slice::from_ref(&file), 1, &Given::default());
    (file, subjects)
}

/// The text that a person looks at for `site`.
pub(super) fn looked_at<'f>(file: &'f File, site: &Site) -> &'f str {
    file.range(site).slice(file.text())
}

/// The kinds of steps to `site`, the one closest to the value first.
pub(super) fn steps(site: &Site) -> Vec<ViaKind> {
    site.steps().map(|(kind, _)| kind).collect()
}

/// Texts that look like YAML, and texts that do not.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z:,\\[\\]{}&*<!$ \n\"'-]{0,60}",
        "(services:|\n|  |web:|image:|ports:|- |extends: |<<: |&a|\\*a|\\$\\{A:-|\\}|!reset |x){0,30}",
        any::<String>(),
    ]
}
