//! What cannot be looked at, and nobody expects to be.

use plimsoll_diagnostics::{Date, Term};

use crate::{
    document,
    path::below,
    pattern::{NamePatterns, PathPatterns},
    source::Place,
};

/// One of the `[[external]]`.
#[derive(Clone, Debug)]
pub struct External {
    /// Where it is written.
    pub place: Place,
    /// Why nobody expects it, in the author's words.
    pub because: String,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The folder that its file patterns are relative to.
    reach: String,
    references: Option<NamePatterns>,
    files: Option<PathPatterns>,
    objects: Option<NamePatterns>,
}

impl External {
    pub(crate) fn new(place: Place, reach: String, it: document::External) -> Self {
        let document::External { references, files, objects, because, until, .. } = it;
        Self { place, because, until, reach, references, files, objects }
    }

    /// How its last day stands to `today`.
    #[must_use]
    pub fn term(&self, today: Option<Date>) -> Term {
        Term::of(self.until, today)
    }

    /// Whether it is about what the file at the absolute `path` refers to by `reference`; `None`
    /// stands for the file itself, of which a part cannot be read.
    #[must_use]
    pub fn is_about(&self, path: &str, reference: Option<&str>) -> bool {
        let is_meant = match (&self.references, reference) {
            (None, _) => self.objects.is_none(),
            (Some(patterns), Some(reference)) => patterns.contain(reference),
            (Some(_), None) => false,
        };
        is_meant && self.is_for(path)
    }

    /// Whether it is about the object `kind/name`, where the file at the absolute `path` uses it.
    #[must_use]
    pub fn declares(&self, path: &str, object: &str) -> bool {
        self.objects.as_ref().is_some_and(|it| it.contain(object)) && self.is_for(path)
    }

    /// Whether it says that objects are declared elsewhere.
    #[must_use]
    pub const fn is_about_objects(&self) -> bool {
        self.objects.is_some()
    }

    fn is_for(&self, path: &str) -> bool {
        self.files.as_ref().is_none_or(|patterns| {
            below(path, &self.reach).is_some_and(|path| patterns.contain(path))
        })
    }
}
