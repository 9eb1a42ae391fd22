//! From the files of one project to one value: what Docker's loader does before it looks at
//! services.

use plimsoll_diagnostics::{FileId, Span};

use super::{
    extends,
    interpolate::{Variables, interpolate},
    merge::{Owner, merge, settle},
};
use crate::{
    file::File,
    project::Gap,
    site::Origin,
    syntax::path::clean_path,
    value::{Value, expand},
};

/// What is known while files are put together.
pub(super) struct Loading<'f> {
    /// Every file that was handed in.
    pub(super) files: &'f [&'f File],
    /// What variables hold.
    pub(super) variables: Variables,
    /// What could not be looked at.
    pub(super) gaps: Vec<Gap>,
}

impl<'f> Loading<'f> {
    /// The documents of `file`, variables replaced, nothing merged.
    pub(super) fn documents(&self, file: &File) -> Vec<Value> {
        let roots = file.tree.documents().iter().filter_map(|document| document.root);
        let values = roots.map(|root| {
            let mut value = expand(&file.tree, file.id, root, &file.errors);
            interpolate(&mut value, &self.variables);
            value
        });
        values.filter(|value| !value.is_null()).collect()
    }

    /// All of `file`: each document's services extended, the documents laid over one another.
    pub(super) fn file(&mut self, file: &File) -> Option<Value> {
        let mut whole: Option<Value> = None;
        for mut document in self.documents(file) {
            extends::apply(self, file, &mut document);
            whole = Some(match whole {
                None => document,
                Some(base) => merge(base, document, Owner::Base, &mut Vec::new()),
            });
        }
        whole
    }

    /// The file that `path`, written in `file`, names, if it was handed in.
    pub(super) fn neighbour(&self, file: &File, path: &str) -> Option<&'f File> {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let wanted = if path.starts_with('/') || folder.is_empty() {
            clean_path(path)
        } else {
            clean_path(&format!("{folder}/{path}"))
        };
        self.files.iter().copied().find(|it| clean_path(&it.path) == wanted)
    }

    /// Notes that what `at` refers to was not looked at.
    pub(super) fn gap(&mut self, at: Origin, message: String) {
        let Some(file) = self.by_id(at.file) else { return };
        let gap = Gap { at: Span { file: at.file, range: file.range_of(at) }, message };
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    fn by_id(&self, id: FileId) -> Option<&'f File> {
        self.files.iter().copied().find(|file| file.id == id)
    }
}

/// One file on its own, as the loader would hand it to the engine.
pub(super) fn load(file: &File, gaps: &mut Vec<Gap>) -> Option<Value> {
    let mut loading = Loading { files: &[file], variables: Variables::new(), gaps: Vec::new() };
    let mut value = loading.file(file)?;
    settle(&mut value, &mut Vec::new());
    gaps.append(&mut loading.gaps);
    Some(value)
}
