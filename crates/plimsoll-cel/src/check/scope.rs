//! Variables of macros.

use std::sync::Arc;

use crate::types::Type;

/// The variables of the macros around a place, innermost last.
#[derive(Debug, Default)]
pub(super) struct Scope {
    variables: Vec<(Arc<str>, Type)>,
}

impl Scope {
    pub(super) fn get(&self, name: &str) -> Option<&Type> {
        self.variables.iter().rev().find(|(known, _)| &**known == name).map(|(_, type_)| type_)
    }

    pub(super) fn push(&mut self, name: &Arc<str>, type_: Type) {
        self.variables.push((Arc::clone(name), type_));
    }

    pub(super) fn pop(&mut self, count: usize) {
        self.variables.truncate(self.variables.len().saturating_sub(count));
    }
}
