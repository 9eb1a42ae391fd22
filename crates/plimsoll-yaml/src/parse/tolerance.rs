//! Texts that the grammar forbids and that every common reader takes.

use plimsoll_diagnostics::TextRange;

use super::events::Events;
use crate::{
    error::{SyntaxError, SyntaxErrorKind},
    tree::{CollectionStyle, Kind, Node, ScalarStyle, Tree},
};

/// The first place of a text, which was read without failure, that the grammar forbids.
///
/// A closing bracket at the column of its key is forbidden too (YAML 1.2.2 section 8.1), but so
/// usual, and so clear, that nothing is said about it.
pub(super) fn check(text: &str, tree: &Tree) -> Option<SyntaxError> {
    // Only what goes on in a second line can be indented too little.
    if !tree.nodes().any(|(_, node)| is_continued(node, text)) {
        return None;
    }
    let failure = Events::strict(text).find_map(Result::err).filter(|it| !it.limit)?;
    let rest = text.get(failure.at..)?;
    let body = rest.trim_start_matches([' ', '\t', '\r', '\n']);
    if body.is_empty() || body.starts_with([']', '}']) {
        return None;
    }
    let start = text.len() - body.len();
    let length = body.split(['\n', '\r']).next().unwrap_or_default().trim_end().len();
    let at = TextRange::from_usize(start, start + length);
    Some(SyntaxError {
        kind: SyntaxErrorKind::Tolerated,
        message: "the value goes on at too low an indentation, which strict readers refuse".into(),
        at,
        lost: TextRange::empty(at.start()),
    })
}

fn is_continued(node: Node<'_>, text: &str) -> bool {
    let could_be = match &node.kind {
        Kind::Scalar(it) => {
            matches!(it.style, ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted)
        }
        Kind::Mapping(it) => it.style == CollectionStyle::Flow,
        Kind::Sequence(it) => it.style == CollectionStyle::Flow,
        Kind::Alias(_) => false,
    };
    could_be && node.range.slice(text).contains(['\n', '\r'])
}

#[cfg(test)]
mod tests {
    use crate::{SyntaxErrorKind, parse};

    #[test]
    fn values_that_go_on_too_far_left_are_read_and_reported() {
        let cases = [
            ("key: [a,\nb,\nc]\n", Some("b,")),
            ("key: \"a\nb\"\n", Some("b\"")),
            ("key: \"a\n\tb\"\n", Some("b\"")),
            ("key: [a,\n  b\n]\n", None),
            ("key: [a,\n  b]\n", None),
            ("key: \"a\n  b\"\n", None),
        ];
        for (text, expected) in cases {
            let parse = parse(text);
            let at = parse.errors.iter().map(|it| (it.kind, it.at.slice(text)));
            let expected = expected.map(|at| (SyntaxErrorKind::Tolerated, at));
            assert!(at.eq(expected), "{text:?}: {:?}", parse.errors);
        }
    }
}
