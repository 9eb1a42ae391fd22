//! Laying one Compose value over another: documents of a file, a service over the one that it
//! extends, an override file over its base.
//!
//! The rules are those of the specification's chapters *Merge* and *Extend* and of Docker's
//! loader where the two differ (`override/merge.go`, `override/uncity.go`). `!reset` and
//! `!override` are kept until [`settle`], because they act on whatever is laid below later.

use plimsoll_facts::value::{Bytes, Content, Member, Text, Value};
use plimsoll_yaml::{Resolved, ScalarStyle};

use super::unique;

/// Which of two values is the subject that a person edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// The one below: files, documents.
    Base,
    /// The one above: a service that extends another.
    Over,
}

/// How two values at one place become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// Maps by key, lists one after the other, the later single value.
    Deep,
    /// The later value alone.
    Replace,
    /// Both as a list of entries.
    Entries,
    /// A list of names as a map, then by key.
    Names,
    /// A single text as the value of this key, then by key.
    Wrap(&'static str),
    /// By key where both use the same driver, else the later value alone.
    SameDriver,
}

/// The places with a rule of their own; `*` stands for any key.
const RULES: &[(&[&str], Rule)] = &[
    (&["services", "*", "annotations"], Rule::Entries),
    (&["services", "*", "build"], Rule::Wrap("context")),
    (&["services", "*", "build", "additional_contexts"], Rule::Entries),
    (&["services", "*", "build", "args"], Rule::Entries),
    (&["services", "*", "build", "extra_hosts"], Rule::Entries),
    (&["services", "*", "build", "labels"], Rule::Entries),
    (&["services", "*", "command"], Rule::Replace),
    (&["services", "*", "depends_on"], Rule::Names),
    (&["services", "*", "deploy", "labels"], Rule::Entries),
    (&["services", "*", "dns"], Rule::Entries),
    (&["services", "*", "dns_opt"], Rule::Entries),
    (&["services", "*", "dns_search"], Rule::Entries),
    (&["services", "*", "entrypoint"], Rule::Replace),
    (&["services", "*", "env_file"], Rule::Entries),
    (&["services", "*", "environment"], Rule::Entries),
    (&["services", "*", "extra_hosts"], Rule::Entries),
    (&["services", "*", "healthcheck", "test"], Rule::Replace),
    (&["services", "*", "label_file"], Rule::Entries),
    (&["services", "*", "labels"], Rule::Entries),
    (&["services", "*", "logging"], Rule::SameDriver),
    (&["services", "*", "models"], Rule::Names),
    (&["services", "*", "networks"], Rule::Names),
    (&["services", "*", "sysctls"], Rule::Entries),
    (&["services", "*", "tmpfs"], Rule::Entries),
    (&["services", "*", "ulimits", "*"], Rule::Replace),
];

fn rule(path: &[Box<str>]) -> Rule {
    let found = RULES.iter().find(|(pattern, _)| unique::matches(pattern, path));
    found.map_or(Rule::Deep, |(_, rule)| *rule)
}

/// Lays `over` over `base`; both stand at `path`, the keys from the top of the file.
pub(super) fn merge(base: Value, over: Value, owner: Owner, path: &mut Vec<Box<str>>) -> Value {
    if is_tagged(&over, "!reset") || is_tagged(&over, "!override") || is_tagged(&base, "!reset") {
        return over;
    }
    if over.is_null() {
        return base;
    }
    match rule(path) {
        Rule::Deep => deep(base, over, owner, path),
        Rule::Replace => over,
        Rule::Entries => entries(base, over, owner, path),
        Rule::Names => {
            let is_waiting = path.last().is_some_and(|it| &**it == "depends_on");
            deep(names(base, is_waiting), names(over, is_waiting), owner, path)
        }
        Rule::Wrap(key) => deep(wrapped(base, key), wrapped(over, key), owner, path),
        Rule::SameDriver => match (base.str_at(&["driver"]), over.str_at(&["driver"])) {
            (Some(one), Some(other)) if one != other => over,
            _ => deep(base, over, owner, path),
        },
    }
}

fn deep(base: Value, over: Value, owner: Owner, path: &mut Vec<Box<str>>) -> Value {
    let place = match owner {
        Owner::Base => (base.at, base.through.clone(), base.tag.clone()),
        Owner::Over => (over.at, over.through.clone(), over.tag.clone()),
    };
    let content = match (base.content, over.content) {
        (
            Content::Map { members, is_incomplete },
            Content::Map { members: later, is_incomplete: later_is_incomplete },
        ) => {
            let members = by_key(members, later, owner, path);
            Content::Map { members, is_incomplete: is_incomplete || later_is_incomplete }
        }
        (
            Content::List { mut items, is_incomplete },
            Content::List { items: later, is_incomplete: later_is_incomplete },
        ) => {
            items.extend(later);
            let is_incomplete = is_incomplete || later_is_incomplete;
            let mut list = Content::List { items, is_incomplete };
            unique::enforce(&mut list, path);
            list
        }
        // Half of it could not be read, so nothing that is absent is known to be.
        (Content::Map { members, .. }, Content::Lost) => {
            Content::Map { members, is_incomplete: true }
        }
        (Content::List { items, .. }, Content::Lost) => {
            Content::List { items, is_incomplete: true }
        }
        (_, content) => {
            return Value { at: over.at, through: over.through, content, tag: over.tag };
        }
    };
    let (at, through, tag) = place;
    Value { at, through, content, tag }
}

fn by_key(
    mut members: Vec<Member>,
    later: Vec<Member>,
    owner: Owner,
    path: &mut Vec<Box<str>>,
) -> Vec<Member> {
    for over in later {
        let Some(index) = members.iter().position(|member| member.key == over.key) else {
            members.push(over);
            continue;
        };
        let base = members.remove(index);
        path.push(over.key.clone());
        let key_at = match owner {
            Owner::Base => base.key_at,
            Owner::Over => over.key_at,
        };
        let value = merge(base.value, over.value, owner, path);
        path.pop();
        members.insert(index, Member { key: over.key, key_at, value });
    }
    members
}

/// Two lists of entries, or two maps; one of each becomes a list whose items are texts and maps
/// with one key.
fn entries(base: Value, over: Value, owner: Owner, path: &mut Vec<Box<str>>) -> Value {
    match (&base.content, &over.content) {
        (Content::Map { .. }, Content::Map { .. }) | (Content::Lost, _) | (_, Content::Lost) => {
            deep(base, over, owner, path)
        }
        _ => deep(listed(base), listed(over), owner, path),
    }
}

fn listed(value: Value) -> Value {
    let Value { at, through, content, tag } = value;
    let content = match content {
        Content::Scalar(text) => {
            let item =
                Value { at, through: through.clone(), content: Content::Scalar(text), tag: None };
            Content::List { items: vec![item], is_incomplete: false }
        }
        Content::Map { members, is_incomplete } => {
            // What is taken out here takes nothing out of a list.
            let members = members.into_iter().filter(|it| !is_tagged(&it.value, "!reset"));
            let items = members.map(|member| Value {
                at: member.value.at,
                through: member.value.through.clone(),
                content: Content::Map { members: vec![member], is_incomplete: false },
                tag: None,
            });
            Content::List { items: items.collect(), is_incomplete }
        }
        content => content,
    };
    Value { at, through, content, tag }
}

/// The names as keys. What a service waits for is taken to be started where only its name is given
/// (`is_waiting`).
fn names(value: Value, is_waiting: bool) -> Value {
    let Value { at, through, content, tag } = value;
    let member = |item: Value| {
        let key = item.text()?.value.clone();
        let content = Content::Scalar(null());
        let content = match is_waiting {
            false => content,
            true => {
                let text =
                    Text { value: "service_started".into(), resolved: Resolved::Str, ..null() };
                let content = Content::Scalar(text);
                let value = Value { content, through: item.through.clone(), ..item };
                let condition = Member { key: "condition".into(), key_at: item.at, value };
                Content::Map { members: vec![condition], is_incomplete: false }
            }
        };
        let value = Value { at: item.at, through: item.through.clone(), content, tag: None };
        Some(Member { key, key_at: item.at, value })
    };
    let content = match content {
        Content::List { items, is_incomplete } => {
            Content::Map { members: items.into_iter().filter_map(member).collect(), is_incomplete }
        }
        // One text is one name.
        Content::Scalar(text) if text.resolved == Resolved::Str && text.unknown.is_none() => {
            let item =
                Value { at, through: through.clone(), content: Content::Scalar(text), tag: None };
            let members = member(item).into_iter().collect();
            Content::Map { members, is_incomplete: false }
        }
        content => content,
    };
    Value { at, through, content, tag }
}

fn wrapped(value: Value, key: &str) -> Value {
    let Value { at, through, content, tag } = value;
    let content = match content {
        Content::Scalar(text) => {
            let value =
                Value { at, through: through.clone(), content: Content::Scalar(text), tag: None };
            let members = vec![Member { key: key.into(), key_at: at, value }];
            Content::Map { members, is_incomplete: false }
        }
        content => content,
    };
    Value { at, through, content, tag }
}

fn null() -> Text {
    Text {
        value: Box::default(),
        resolved: Resolved::Null,
        style: ScalarStyle::Plain,
        unknown: None,
        bytes: Bytes::Whole,
    }
}

fn is_tagged(value: &Value, tag: &str) -> bool {
    value.tag.as_deref() == Some(tag)
}

/// Takes out what is marked with `!reset`, once everything is merged, and makes the items of
/// lists unique by what the loader tells them apart by.
pub(super) fn settle(value: &mut Value, path: &mut Vec<Box<str>>) {
    match &mut value.content {
        Content::Map { members, .. } => {
            members.retain(|member| !is_tagged(&member.value, "!reset"));
            let is_single = |it: &Member| matches!(it.value.content, Content::Scalar(_));
            for member in members.iter_mut().filter(|it| !is_single(it)) {
                path.push(member.key.clone());
                settle(&mut member.value, path);
                path.pop();
            }
        }
        Content::List { items, .. } => {
            items.retain(|item| !is_tagged(item, "!reset"));
            for item in items {
                settle(item, path);
            }
            unique::enforce(&mut value.content, path);
        }
        Content::Scalar(_) | Content::Lost => {}
    }
}
