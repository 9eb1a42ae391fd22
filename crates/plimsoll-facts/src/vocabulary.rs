//! What can be asked about a project: every kind of subject with its facts, as a list.
//!
//! Dumps, policies and their documentation are made from it, so that none of them can drift.

pub use crate::{
    subjects::{KINDS, Kind},
    term::Term,
};

/// The kind with this name.
#[must_use]
pub fn kind(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|it| it.name == name)
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
