//! JSON patches (RFC 6902): `add`, `replace`, `remove` and `test`.

use plimsoll_facts::value::{Content, Value};

use super::put;

/// Applies one operation; whether it was understood. What goes nowhere changes nothing: the build
/// would fail.
pub(super) fn apply(object: &mut Value, operation: &Value, via: &dyn Fn(Value) -> Value) -> bool {
    let (Some(name), Some(path)) = (operation.str_at(&["op"]), operation.str_at(&["path"])) else {
        return false;
    };
    let steps: Vec<String> =
        path.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~")).collect();
    let Some((last, parents)) = steps.split_last() else { return false };
    let mut parent = object;
    for step in parents {
        let next = match &mut parent.content {
            Content::Map { members, .. } => {
                members.iter_mut().find(|it| *it.key == **step).map(|it| &mut it.value)
            }
            Content::List { items, .. } => {
                let index = step.parse::<usize>().ok();
                index.and_then(|index| items.get_mut(index))
            }
            _ => None,
        };
        match next {
            Some(next) => parent = next,
            None => return true,
        }
    }
    let value = operation.member("value").map(|it| via(it.value.clone()));
    match (name, value) {
        ("test", _) => true,
        ("remove", _) => {
            remove(parent, last);
            true
        }
        ("add" | "replace", Some(value)) => {
            set(parent, last, value, name == "add");
            true
        }
        _ => false,
    }
}

fn remove(parent: &mut Value, step: &str) {
    match &mut parent.content {
        Content::Map { members, .. } => members.retain(|it| &*it.key != step),
        Content::List { items, .. } => {
            if let Some(index) = step.parse::<usize>().ok().filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}

fn set(parent: &mut Value, step: &str, value: Value, is_add: bool) {
    if matches!(parent.content, Content::Map { .. }) {
        put(parent, step, value);
        return;
    }
    let Content::List { items, .. } = &mut parent.content else { return };
    match (step, step.parse::<usize>()) {
        ("-", _) => items.push(value),
        (_, Ok(index)) if is_add && index <= items.len() => items.insert(index, value),
        (_, Ok(index)) if !is_add && index < items.len() => items[index] = value,
        _ => {}
    }
}
