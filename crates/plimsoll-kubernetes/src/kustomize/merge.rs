//! Strategic merge patches.
//!
//! Source: the documentation of strategic merge patches, and the merge keys in the API's
//! published definitions. Objects that others define are merged as JSON merge patches: their
//! lists are replaced.

use plimsoll_facts::value::{Content, Member, Value};

use super::is_map;

/// Lists whose items are told apart by a key.
const KEYS: &[(&str, &[&str])] = &[
    ("containers", &["name"]),
    ("initContainers", &["name"]),
    ("ephemeralContainers", &["name"]),
    ("volumes", &["name"]),
    ("env", &["name"]),
    ("imagePullSecrets", &["name"]),
    ("secrets", &["name"]),
    ("webhooks", &["name"]),
    ("resourceClaims", &["name"]),
    ("volumeMounts", &["mountPath"]),
    ("volumeDevices", &["devicePath"]),
    ("ports", &["containerPort", "port"]),
    ("hostAliases", &["ip"]),
    ("topologySpreadConstraints", &["topologyKey"]),
];

/// Lays `patch` over `base`; `is_own` tells whether lists have keys.
pub(super) fn merge(base: &mut Value, patch: &Value, is_own: bool) {
    if !is_map(base) || !is_map(patch) {
        *base = patch.clone();
        return;
    }
    let replaces = patch.str_at(&["$patch"]) == Some("replace");
    let Content::Map { members, .. } = &mut base.content else { return };
    if replaces {
        members.retain(|it| matches!(&*it.key, "apiVersion" | "kind" | "metadata"));
    }
    for member in patch.members() {
        lay(members, member, is_own);
    }
}

fn lay(members: &mut Vec<Member>, patch: &Member, is_own: bool) {
    if patch.key.starts_with('$') {
        return;
    }
    let found = members.iter().position(|it| it.key == patch.key);
    let is_delete = patch.value.is_null() || patch.value.str_at(&["$patch"]) == Some("delete");
    match found {
        Some(at) if is_delete => {
            members.remove(at);
        }
        None if is_delete => {}
        None => members.push(Member { value: without_directives(&patch.value), ..patch.clone() }),
        Some(at) => {
            let base = &mut members[at].value;
            let keys = KEYS.iter().find(|(list, _)| *list == &*patch.key).filter(|_| is_own);
            match (&base.content, &patch.value.content, keys) {
                (Content::Map { .. }, Content::Map { .. }, _) => merge(base, &patch.value, is_own),
                (Content::List { .. }, Content::List { .. }, Some((_, keys))) => {
                    merge_lists(base, &patch.value, keys);
                }
                // What both say stands where it is said first: the name of a container.
                (Content::Scalar(one), Content::Scalar(other), _) if one.value == other.value => {}
                _ => *base = patch.value.clone(),
            }
        }
    }
}

fn merge_lists(base: &mut Value, patch: &Value, keys: &[&str]) {
    let is_replaced = patch.items().iter().any(|it| it.str_at(&["$patch"]) == Some("replace"));
    let Content::List { items, .. } = &mut base.content else { return };
    if is_replaced {
        items.clear();
    }
    let key_of =
        |value: &Value| keys.iter().find_map(|key| value.str_at(&[key]).map(str::to_owned));
    for item in patch.items() {
        let Some(key) = key_of(item) else { continue };
        let found = items.iter().position(|it| key_of(it).as_ref() == Some(&key));
        match (found, item.str_at(&["$patch"]) == Some("delete")) {
            (Some(at), true) => {
                items.remove(at);
            }
            (Some(at), false) => merge(&mut items[at], item, true),
            (None, true) => {}
            (None, false) => items.push(without_directives(item)),
        }
    }
}

/// The value without what only tells how to merge it.
fn without_directives(value: &Value) -> Value {
    let mut value = value.clone();
    if let Content::Map { members, .. } = &mut value.content {
        members.retain(|it| !it.key.starts_with('$') && !it.value.is_null());
        for member in members {
            member.value = without_directives(&member.value);
        }
    }
    value
}
