//! Functions on text: the extension of strings in version 2, and keys of JSON patches.

use std::sync::Arc;

use super::{
    Cost, Overload,
    Sig::{Dyn, Int, List, String as Text},
    format::format_text,
    function, member,
};
use crate::{
    eval::{Outcome, Stop, Work},
    value::Value,
};

pub(super) const OVERLOADS: &[Overload] = &[
    member("charAt", &[Text, Int], Text, char_at),
    member("indexOf", &[Text, Text], Int, index_of).costs(Cost::Items),
    member("indexOf", &[Text, Text, Int], Int, index_of).costs(Cost::Items),
    member("lastIndexOf", &[Text, Text], Int, last_index_of).costs(Cost::Items),
    member("lastIndexOf", &[Text, Text, Int], Int, last_index_of).costs(Cost::Items),
    member("lowerAscii", &[Text], Text, lower).costs(Cost::Walk(0)),
    member("upperAscii", &[Text], Text, upper).costs(Cost::Walk(0)),
    member("replace", &[Text, Text, Text], Text, replace).costs(Cost::WalkTwice),
    member("replace", &[Text, Text, Text, Int], Text, replace).costs(Cost::WalkTwice),
    member("split", &[Text, Text], List(&Text), split).costs(Cost::WalkTwice),
    member("split", &[Text, Text, Int], List(&Text), split).costs(Cost::WalkTwice),
    member("substring", &[Text, Int], Text, substring).costs(Cost::Walk(0)),
    member("substring", &[Text, Int, Int], Text, substring).costs(Cost::Walk(0)),
    member("trim", &[Text], Text, trim).costs(Cost::Walk(0)),
    member("format", &[Text, List(&Dyn)], Text, format).since(29).costs(Cost::Walk(0)),
    function("strings.quote", &[Text], Text, quote).since(29).costs(Cost::Walk(0)),
    member("join", &[List(&Text)], Text, join).costs(Cost::Result),
    member("join", &[List(&Text), Text], Text, join).costs(Cost::Result),
    function("jsonpatch.escapeKey", &[Text], Text, escape_key).since(32).costs(Cost::Walk(0)),
];

fn out_of_range(index: i64) -> Stop {
    Stop::error(format!("index out of range: {index}"))
}

fn position(characters: &[char], index: i64) -> Option<usize> {
    usize::try_from(index).ok().filter(|at| *at <= characters.len())
}

fn chars(text: &str, work: &mut Work) -> Result<Vec<char>, Stop> {
    work.make(text.len())?;
    Ok(text.chars().collect())
}

fn int(value: usize) -> Value {
    Value::Int(i64::try_from(value).unwrap_or(i64::MAX))
}

fn char_at(arguments: &[Value], work: &mut Work) -> Outcome {
    let [Value::String(text), Value::Int(index)] = arguments else {
        return Err(Stop::no_overload());
    };
    let characters = chars(text, work)?;
    let at = position(&characters, *index).ok_or_else(|| out_of_range(*index))?;
    Ok(Value::from(characters.get(at).map(char::to_string).unwrap_or_default()))
}

/// The text, the part that is looked for, and from where on.
fn search(arguments: &[Value]) -> Result<(&str, &str, Option<i64>), Stop> {
    match arguments {
        [Value::String(text), Value::String(part)] => Ok((text, part, None)),
        [Value::String(text), Value::String(part), Value::Int(offset)] => {
            Ok((text, part, Some(*offset)))
        }
        _ => Err(Stop::no_overload()),
    }
}

fn index_of(arguments: &[Value], work: &mut Work) -> Outcome {
    let (text, part, offset) = search(arguments)?;
    let (text, part) = (chars(text, work)?, chars(part, work)?);
    let offset = offset.unwrap_or(0);
    let from = usize::try_from(offset).map_err(|_| out_of_range(offset))?;
    if part.is_empty() {
        return Ok(int(from.min(text.len())));
    }
    let rest = text.get(from..).unwrap_or_default();
    let found = rest.windows(part.len()).position(|window| window == part);
    Ok(found.map_or(Value::Int(-1), |at| int(at + from)))
}

fn last_index_of(arguments: &[Value], work: &mut Work) -> Outcome {
    let (text, part, offset) = search(arguments)?;
    let (text, part) = (chars(text, work)?, chars(part, work)?);
    let until = match offset {
        Some(offset) => usize::try_from(offset).map_err(|_| out_of_range(offset))?,
        None if part.is_empty() => text.len(),
        None => text.len().saturating_sub(1),
    };
    if part.is_empty() {
        return Ok(int(until.min(text.len())));
    }
    if until >= text.len() {
        return Ok(Value::Int(-1));
    }
    let found = text.windows(part.len()).take(until + 1).rposition(|window| window == part);
    Ok(found.map_or(Value::Int(-1), int))
}

fn one(arguments: &[Value]) -> Result<&str, Stop> {
    match arguments {
        [Value::String(text)] => Ok(text),
        _ => Err(Stop::no_overload()),
    }
}

fn lower(arguments: &[Value], work: &mut Work) -> Outcome {
    let text = one(arguments)?;
    work.make(text.len())?;
    Ok(Value::from(text.to_ascii_lowercase()))
}

fn upper(arguments: &[Value], work: &mut Work) -> Outcome {
    let text = one(arguments)?;
    work.make(text.len())?;
    Ok(Value::from(text.to_ascii_uppercase()))
}

fn trim(arguments: &[Value], work: &mut Work) -> Outcome {
    let text = one(arguments)?.trim();
    work.make(text.len())?;
    Ok(Value::string(text))
}

fn replace(arguments: &[Value], work: &mut Work) -> Outcome {
    let (text, old, new, limit) = match arguments {
        [Value::String(text), Value::String(old), Value::String(new)] => {
            (text, old, new, usize::MAX)
        }
        [Value::String(text), Value::String(old), Value::String(new), Value::Int(limit)] => {
            (text, old, new, usize::try_from(*limit).unwrap_or(usize::MAX))
        }
        _ => return Err(Stop::no_overload()),
    };
    let times = text.matches(&**old).count().min(limit);
    work.make(text.len().saturating_add(times.saturating_mul(new.len())))?;
    Ok(Value::from(text.replacen(&**old, new, limit)))
}

fn split(arguments: &[Value], work: &mut Work) -> Outcome {
    let (text, separator, limit) = match arguments {
        [Value::String(text), Value::String(separator)] => (text, separator, -1),
        [Value::String(text), Value::String(separator), Value::Int(limit)] => {
            (text, separator, *limit)
        }
        _ => return Err(Stop::no_overload()),
    };
    work.make(text.len().saturating_mul(2))?;
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let parts: Vec<Value> = match (limit, separator.is_empty()) {
        (0, _) => Vec::new(),
        (limit, false) => text.splitn(limit, &**separator).map(Value::string).collect(),
        (limit, true) => characters(text, limit),
    };
    Ok(Value::list(parts))
}

/// Every character by itself, the last with all that is left if there are more than `limit`.
fn characters(text: &str, limit: usize) -> Vec<Value> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if parts.len() + 1 == limit {
            parts.push(Value::string(rest));
            break;
        }
        let (character, next) = rest.split_at(first.len_utf8());
        parts.push(Value::string(character));
        rest = next;
    }
    parts
}

fn substring(arguments: &[Value], work: &mut Work) -> Outcome {
    let (text, start, end) = match arguments {
        [Value::String(text), Value::Int(start)] => (text, *start, None),
        [Value::String(text), Value::Int(start), Value::Int(end)] => (text, *start, Some(*end)),
        _ => return Err(Stop::no_overload()),
    };
    let characters = chars(text, work)?;
    if let Some(end) = end.filter(|end| start > *end) {
        return Err(Stop::error(format!("invalid substring range. start: {start}, end: {end}")));
    }
    let from = position(&characters, start).ok_or_else(|| out_of_range(start))?;
    let to = match end {
        Some(end) => position(&characters, end).ok_or_else(|| out_of_range(end))?,
        None => characters.len(),
    };
    Ok(Value::from(characters.get(from..to).unwrap_or_default().iter().collect::<String>()))
}

fn format(arguments: &[Value], work: &mut Work) -> Outcome {
    match arguments {
        [Value::String(pattern), Value::List(values)] => {
            format_text(pattern, &values.items, work).map(Value::from)
        }
        _ => Err(Stop::no_overload()),
    }
}

fn quote(arguments: &[Value], work: &mut Work) -> Outcome {
    let text = one(arguments)?;
    work.make(text.len().saturating_mul(2))?;
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '\x07' => quoted.push_str("\\a"),
            '\x08' => quoted.push_str("\\b"),
            '\x0c' => quoted.push_str("\\f"),
            '\n' => quoted.push_str("\\n"),
            '\r' => quoted.push_str("\\r"),
            '\t' => quoted.push_str("\\t"),
            '\x0b' => quoted.push_str("\\v"),
            '\\' => quoted.push_str("\\\\"),
            '"' => quoted.push_str("\\\""),
            other => quoted.push(other),
        }
    }
    quoted.push('"');
    Ok(Value::from(quoted))
}

fn join(arguments: &[Value], work: &mut Work) -> Outcome {
    let (list, separator) = match arguments {
        [Value::List(list)] => (list, ""),
        [Value::List(list), Value::String(separator)] => (list, &**separator),
        _ => return Err(Stop::no_overload()),
    };
    let mut text = String::new();
    for (at, item) in list.items.iter().enumerate() {
        let part = match item {
            Value::String(part) => part,
            Value::Unknown(missing) => return Err(Stop::Unknown(Arc::clone(missing))),
            _ => return Err(Stop::error(format!("join: invalid input: {}", item.type_name()))),
        };
        work.make(part.len() + separator.len())?;
        if at > 0 {
            text.push_str(separator);
        }
        text.push_str(part);
    }
    Ok(Value::from(text))
}

fn escape_key(arguments: &[Value], work: &mut Work) -> Outcome {
    let text = one(arguments)?;
    work.make(text.len().saturating_mul(2))?;
    Ok(Value::from(text.replace('~', "~0").replace('/', "~1")))
}
