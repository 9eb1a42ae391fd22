//! What can be asked about a project: every kind of subject with its facts, as a list.
//!
//! Dumps, policies and their documentation are made from it, so that none of them can drift.

pub use crate::subjects::KINDS;
use crate::{datum::Shape, subject::AnySubject, subjects::Subjects};

/// One thing that can be asked about a subject.
#[derive(Clone, Copy, Debug)]
pub struct Term {
    /// The name: `read_only_root`.
    pub name: &'static str,
    /// What it means, in Markdown.
    pub doc: &'static str,
    /// What its values look like.
    pub shape: Shape,
    /// Whether it is a fact, with a place; else it is a plain property of the subject.
    pub is_fact: bool,
}

/// A kind of subject.
pub struct Kind {
    /// The name: `container`.
    pub name: &'static str,
    /// What it is, in Markdown.
    pub doc: &'static str,
    /// What can be asked about it, properties first.
    pub terms: fn() -> Vec<Term>,
    /// The number of them in a project.
    pub count: fn(&Subjects) -> usize,
    /// The one at this position.
    pub get: for<'p> fn(&'p Subjects, usize) -> Option<&'p dyn AnySubject>,
}

/// The kind with this name.
#[must_use]
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|it| it.name == name)
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Kind {
    /// All subjects of this kind, in their order.
    pub fn all<'p>(&self, subjects: &'p Subjects) -> impl Iterator<Item = &'p dyn AnySubject> {
        let get = self.get;
        (0..(self.count)(subjects)).filter_map(move |index| get(subjects, index))
    }
}

#[cfg(test)]
mod tests {
    use super::KINDS;

    #[test]
    fn every_term_has_a_name_of_its_own_and_says_what_it_means() {
        for kind in KINDS {
            let terms = (kind.terms)();
            assert!(!kind.doc.trim().is_empty(), "{}", kind.name);
            for (index, term) in terms.iter().enumerate() {
                assert!(!term.doc.trim().is_empty(), "{}.{}", kind.name, term.name);
                let is_twice = terms[..index].iter().any(|it| it.name == term.name);
                assert!(!is_twice, "{}.{}", kind.name, term.name);
            }
        }
    }
}
