//! From the files of one project to one value: what Docker's loader does before it looks at
//! services.

use plimsoll_diagnostics::{FileId, Span};

use super::{
    dotenv, extends,
    files::Files,
    include,
    interpolate::{Variables, interpolate},
    merge::{Owner, merge, settle},
};
use crate::{
    file::File,
    site::{Origin, ViaKind},
    subjects::Gap,
    value::{Value, expand},
};

/// What is known while the files of one project are put together.
pub(super) struct Loading<'f> {
    /// Every file that was handed in.
    files: &'f Files<'f>,
    /// What variables hold.
    variables: Variables,
    /// The files that are being read, the one that everything starts from first.
    on_the_way: Vec<FileId>,
    /// The files that are a part of this one by inclusion.
    pub(super) included: Vec<FileId>,
    /// What could not be looked at.
    pub(super) gaps: Vec<Gap>,
}

impl<'f> Loading<'f> {
    /// Nothing is read yet; `files` are all that were handed in.
    pub(super) fn new(files: &'f Files<'f>) -> Self {
        Self {
            files,
            variables: Variables::new(),
            on_the_way: Vec::new(),
            included: Vec::new(),
            gaps: Vec::new(),
        }
    }

    /// The project that `base` and, laid over it in order, `overrides` describe.
    pub(super) fn project(&mut self, base: &File, overrides: &[&File]) -> Option<Value> {
        self.variables = dotenv::beside(self.files, base);
        let mut whole = self.file(base);
        for file in overrides {
            let Some(value) = self.file(file) else { continue };
            let at = value.at;
            let over = extends::came_through(value, ViaKind::Override, at);
            whole = Some(match whole {
                None => over,
                Some(base) => merge(base, over, Owner::Base, &mut Vec::new()),
            });
        }
        let mut whole = whole?;
        settle(&mut whole, &mut Vec::new());
        Some(whole)
    }

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

    /// All of `file`: what each document includes, its services extended, the documents laid over
    /// one another.
    fn file(&mut self, file: &File) -> Option<Value> {
        self.on_the_way.push(file.id);
        let mut whole: Option<Value> = None;
        for document in self.documents(file) {
            let mut document = include::apply(self, file, document);
            extends::apply(self, file, &mut document);
            whole = Some(match whole {
                None => document,
                Some(base) => merge(base, document, Owner::Base, &mut Vec::new()),
            });
        }
        self.on_the_way.pop();
        whole
    }

    /// All of `file` as a project of its own that another one includes; `None` for a file that
    /// includes itself.
    pub(super) fn inclusion(&mut self, file: &File) -> Option<Value> {
        if self.on_the_way.contains(&file.id) {
            return None;
        }
        if !self.included.contains(&file.id) {
            self.included.push(file.id);
        }
        // What the including project knows about a variable counts more.
        let mut variables = dotenv::beside(self.files, file);
        variables.extend(self.variables.clone());
        let outer = std::mem::replace(&mut self.variables, variables);
        let value = self.file(file);
        self.variables = outer;
        value
    }

    /// The file that `path`, written in `file`, names, if it was handed in.
    pub(super) fn neighbour(&self, file: &File, path: &str) -> Option<&'f File> {
        self.files.beside(file, path)
    }

    /// Notes that what `at` refers to was not looked at.
    pub(super) fn gap(&mut self, at: Origin, message: String) {
        let Some(file) = self.files.by_id(at.file) else { return };
        let gap = Gap { at: Span { file: at.file, range: file.range_of(at) }, message };
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }
}
