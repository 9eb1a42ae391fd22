//! Values that something fills in before the API server sees them: `${NAME}` (`envsubst`, Flux),
//! `$(NAME)` (kustomize, Tekton), `{{…}}` (Argo and others).
//!
//! Commands and scripts are left alone, as a dollar is at home there, and so are environment
//! variables of which it is only a part: the rest of them is certain.

use plimsoll_facts::{
    Why,
    value::{Content, Text, Value},
};
use plimsoll_syntax::interpolation::holds_variable;

/// Keys below which a dollar or a brace is content.
const CONTENT: &[&str] =
    &["command", "args", "script", "source", "data", "stringData", "annotations", "labels"];

/// Marks what is not certain.
pub(super) fn mark(value: &mut Value) {
    match &mut value.content {
        Content::Scalar(text) => text.unknown = text.unknown.or_else(|| filled_in(text)),
        Content::List { items, .. } => items.iter_mut().for_each(mark),
        Content::Map { members, .. } => {
            for member in members {
                match &*member.key {
                    "env" => variables(&mut member.value),
                    key if CONTENT.contains(&key) => {}
                    _ => mark(&mut member.value),
                }
            }
        }
        Content::Lost => {}
    }
}

/// Why `text` is not what the API server sees.
fn filled_in(text: &Text) -> Option<Why> {
    let is_pair = |open: &str, close: &str| {
        text.value
            .find(open)
            .is_some_and(|at| text.value.get(at..).is_some_and(|it| it.contains(close)))
    };
    if !text.value.contains(['$', '{', '<']) {
        return None;
    }
    if is_pair("{{", "}}") || is_pair("{%", "%}") || is_pair("<%", "%>") {
        return Some(Why::Template);
    }
    (holds_variable(&text.value) || is_pair("$(", ")")).then_some(Why::Interpolated)
}

/// Marks variables whose whole value is filled in.
fn variables(list: &mut Value) {
    let Content::List { items, .. } = &mut list.content else { return };
    for item in items {
        let Content::Map { members, .. } = &mut item.content else { continue };
        for member in members.iter_mut().filter(|it| &*it.key == "value") {
            let Content::Scalar(text) = &mut member.value.content else { continue };
            let whole = |open: &str, close: &str| {
                let inside = text.value.trim().strip_prefix(open);
                inside.and_then(|it| it.strip_suffix(close)).is_some_and(|it| !it.contains(open))
            };
            if whole("{{", "}}") {
                text.unknown = Some(Why::Template);
            } else if whole("${", "}") || whole("$(", ")") {
                text.unknown = Some(Why::Interpolated);
            }
        }
    }
}
