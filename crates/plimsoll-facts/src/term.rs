//! What can be asked about a subject.

use crate::datum::Shape;

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
