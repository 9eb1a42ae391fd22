//! From text to tree.

mod aliases;
mod build;
mod candidates;
mod comments;
mod cursor;
mod events;
mod excerpt;
mod lines;
mod patch;
mod plausibility;
mod recover;
mod shape;
mod tolerance;
mod trouble;

use std::sync::Arc;

use plimsoll_diagnostics::TextRange;

use crate::{
    error::{SyntaxError, SyntaxErrorKind},
    tree::Tree,
};

/// The longest text that is read, in bytes.
const TEXT_LIMIT: usize = 64 << 20;

/// What [`parse`] made of a text.
#[derive(Clone, Debug)]
pub struct Parse {
    /// What could be understood.
    pub tree: Tree,
    /// What could not, in text order.
    pub errors: Vec<SyntaxError>,
}

/// Reads a stream of YAML documents; the text may begin with a byte order mark.
///
/// Never fails: what breaks the grammar is left out of the tree and reported.
#[must_use]
pub fn parse(text: &str) -> Parse {
    let mut parse = read(text);
    parse.errors.extend(aliases::check(&parse.tree));
    parse.errors.sort_by_key(|error| (error.at, error.lost));
    let broken = parse
        .errors
        .iter()
        .filter(|error| matches!(error.kind, SyntaxErrorKind::Malformed | SyntaxErrorKind::Limit));
    parse.tree.lost = broken.map(|error| error.lost).collect();
    parse
}

fn read(text: &str) -> Parse {
    let original: Arc<str> = Arc::from(text);
    if text.len() > TEXT_LIMIT {
        let error = SyntaxError {
            kind: SyntaxErrorKind::Limit,
            message: format!("the text is longer than {} MiB", TEXT_LIMIT >> 20),
            at: TextRange::from_usize(0, text.chars().next().map_or(0, char::len_utf8)),
            lost: TextRange::from_usize(0, text.len()),
        };
        return Parse { tree: Tree::empty(original), errors: vec![error] };
    }
    let built = build::build(&original);
    if built.stop.is_some() {
        return recover::recover(&original, built);
    }
    let mut errors = built.errors;
    errors.extend(tolerance::check(text, &built.tree));
    Parse { tree: built.tree, errors }
}
