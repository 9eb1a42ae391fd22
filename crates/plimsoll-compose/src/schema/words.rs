//! What types and blocks are called in messages, and values so that equal ones are written the same.

use plimsoll_facts::value::{Content, Member, Value};

use super::{BOOLEAN, LIST, MAP, NULL, NUMBER, TEXT, Types, WHOLE};
use crate::scalar::{self, Scalar};

/// What the documentation calls the block that holds the last key of `path`.
pub(super) fn block_name(path: &[&str]) -> String {
    match path {
        [_] => "the top level".to_owned(),
        ["services", _, _] => "a service".to_owned(),
        [section, _, _] => {
            let one = section.strip_suffix('s').unwrap_or(section);
            format!("a {one}")
        }
        ["services", _, rest @ .., _] => {
            let keys: Vec<&str> = rest.iter().copied().filter(|it| *it != "[]").collect();
            format!("`{}`", keys.join("."))
        }
        _ => {
            let keys = path.iter().rev().skip(1);
            format!("`{}`", keys.copied().find(|it| *it != "[]").unwrap_or(""))
        }
    }
}

/// Writes `value` so that equal values are written the same; `false` where it is not all known.
pub(super) fn canonical(value: &Value, out: &mut String) -> bool {
    match &value.content {
        Content::Lost => return false,
        Content::Scalar(text) => {
            if text.unknown.is_some() {
                return false;
            }
            match scalar::read(value, text) {
                Scalar::Null => out.push('~'),
                Scalar::Boolean(it) => out.push_str(if it { "+" } else { "-" }),
                Scalar::Whole(number) => out.push_str(&format!("#{number}")),
                Scalar::Float(number) => out.push_str(&format!("#{number}")),
                Scalar::Text | Scalar::Time => out.push_str(&format!("{:?}", text.value)),
            }
        }
        Content::List { items, is_incomplete } => {
            out.push('[');
            for item in items {
                if !canonical(item, out) {
                    return false;
                }
                out.push(',');
            }
            out.push(']');
            return !is_incomplete;
        }
        Content::Map { members, is_incomplete } => {
            let mut sorted: Vec<&Member> = members.iter().collect();
            sorted.sort_unstable_by(|one, other| one.key.cmp(&other.key));
            out.push('{');
            for member in sorted {
                out.push_str(&format!("{:?}:", member.key));
                if !canonical(&member.value, out) {
                    return false;
                }
                out.push(',');
            }
            out.push('}');
            return !is_incomplete;
        }
    }
    true
}

/// One type, with its article.
pub(super) fn name(types: Types) -> &'static str {
    match types {
        TEXT => "a text",
        NUMBER | WHOLE => "a number",
        BOOLEAN => "`true` or `false`",
        LIST => "a list",
        MAP => "a mapping",
        NULL => "nothing",
        _ => "a number",
    }
}

/// The types that a value can have.
pub(super) fn wanted(types: Types) -> String {
    let whole = if types & NUMBER == 0 && types & WHOLE != 0 { WHOLE } else { NUMBER };
    let names = [TEXT, whole, BOOLEAN, LIST, MAP].into_iter().filter(|it| types & it != 0);
    let names = names.map(|it| if it == WHOLE { "a whole number" } else { name(it) });
    names.collect::<Vec<_>>().join(" or ")
}
