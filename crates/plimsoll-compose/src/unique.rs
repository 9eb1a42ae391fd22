//! What the loader tells the items of a list apart by: of two with the same key, the later one
//! takes the place of the earlier.
//!
//! The keys are those of Docker's loader (`override/uncity.go`). A list without a key, such as
//! `security_opt`, keeps its duplicates.

use std::collections::HashMap;

use plimsoll_facts::value::{Content, Value};
use plimsoll_syntax::{path::clean_path, port, volume};

/// What tells the items of a list apart.
type Key = fn(&Value) -> Option<String>;

/// The lists with a key; `*` stands for any name.
const KEYS: &[(&[&str], Key)] = &[
    (&["networks", "*", "ipam", "config"], subnet),
    (&["networks", "*", "labels"], before_equals),
    (&["services", "*", "annotations"], before_equals),
    (&["services", "*", "build", "additional_contexts"], before_equals),
    (&["services", "*", "build", "args"], before_equals),
    (&["services", "*", "build", "labels"], before_equals),
    (&["services", "*", "build", "tags"], before_equals),
    (&["services", "*", "cap_add"], before_equals),
    (&["services", "*", "cap_drop"], before_equals),
    (&["services", "*", "configs"], config_target),
    (&["services", "*", "deploy", "labels"], before_equals),
    (&["services", "*", "devices"], device_target),
    (&["services", "*", "dns"], before_equals),
    (&["services", "*", "dns_opt"], before_equals),
    (&["services", "*", "dns_search"], before_equals),
    (&["services", "*", "env_file"], env_file_path),
    (&["services", "*", "environment"], before_equals),
    (&["services", "*", "expose"], whole),
    (&["services", "*", "labels"], before_equals),
    (&["services", "*", "links"], before_equals),
    (&["services", "*", "networks", "*", "aliases"], before_equals),
    (&["services", "*", "networks", "*", "link_local_ips"], before_equals),
    (&["services", "*", "ports"], port_key),
    (&["services", "*", "profiles"], before_equals),
    (&["services", "*", "secrets"], secret_target),
    (&["services", "*", "sysctls"], before_equals),
    (&["services", "*", "tmpfs"], before_equals),
    (&["services", "*", "volumes"], volume_target),
];

/// Whether `path` fits `pattern`, in which `*` stands for any key.
pub(super) fn matches(pattern: &[&str], path: &[Box<str>]) -> bool {
    pattern.len() == path.len()
        && pattern.iter().zip(path).all(|(wanted, key)| *wanted == "*" || **wanted == **key)
}

/// Makes the items of `list` unique, if the list at `path` has a key.
pub(super) fn enforce(list: &mut Content, path: &[Box<str>]) {
    let Content::List { items, .. } = list else { return };
    let Some((_, key)) = KEYS.iter().find(|(pattern, _)| matches(pattern, path)) else { return };
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut kept: Vec<Value> = Vec::with_capacity(items.len());
    for item in std::mem::take(items) {
        let place = key(&item).map(|key| *places.entry(key).or_insert(kept.len()));
        match place.and_then(|place| kept.get_mut(place)) {
            Some(earlier) => *earlier = item,
            None => kept.push(item),
        }
    }
    *items = kept;
}

/// An item of a list that a later one of the same list takes the place of.
pub(super) struct Shadowed<'v> {
    /// The path of the list.
    pub(super) path: String,
    /// What both have in common.
    pub(super) key: String,
    /// The item that does not count.
    pub(super) item: &'v Value,
    /// The item that counts.
    pub(super) by: &'v Value,
}

/// The items of the lists in `document` that do not count.
pub(super) fn shadowed(document: &Value) -> Vec<Shadowed<'_>> {
    let mut found = Vec::new();
    for (pattern, key) in KEYS {
        let mut lists = vec![(String::new(), document)];
        for step in *pattern {
            lists = lists
                .into_iter()
                .flat_map(|(path, value)| {
                    let members =
                        value.members().iter().filter(|it| *step == "*" || *it.key == **step);
                    members.map(move |it| (format!("{path}.{}", it.key), &it.value))
                })
                .collect();
        }
        for (path, list) in lists {
            let mut last: HashMap<String, &Value> = HashMap::new();
            for item in list.items() {
                let Some(key) = key(item) else { continue };
                if let Some(earlier) = last.insert(key.clone(), item) {
                    let path = path.trim_start_matches('.').to_owned();
                    found.push(Shadowed { path, key, item: earlier, by: item });
                }
            }
        }
    }
    found
}

/// The text of an item that is one, variables as written.
fn text(item: &Value) -> Option<&str> {
    Some(&*item.text()?.value)
}

/// The text of `key` in an item in long form.
fn field<'v>(item: &'v Value, key: &str) -> Option<&'v str> {
    text(item.get(key)?)
}

fn whole(item: &Value) -> Option<String> {
    text(item).map(str::to_owned)
}

fn before_equals(item: &Value) -> Option<String> {
    if let [member] = item.members() {
        return Some(member.key.to_string());
    }
    let text = text(item)?;
    Some(text.split_once('=').map_or(text, |(key, _)| key).to_owned())
}

fn subnet(item: &Value) -> Option<String> {
    field(item, "subnet").map(str::to_owned)
}

fn env_file_path(item: &Value) -> Option<String> {
    text(item).or_else(|| field(item, "path")).map(str::to_owned)
}

fn volume_target(item: &Value) -> Option<String> {
    match text(item) {
        Some(text) => Some(volume::parse(text).ok()?.clean_target()),
        None => field(item, "target").map(clean_path),
    }
}

fn device_target(item: &Value) -> Option<String> {
    let Some(text) = text(item) else { return field(item, "target").map(str::to_owned) };
    let mut fields = text.split(':');
    let source = fields.next()?;
    Some(fields.next().unwrap_or(source).to_owned())
}

fn secret_target(item: &Value) -> Option<String> {
    named_target(item, "/run/secrets/")
}

fn config_target(item: &Value) -> Option<String> {
    named_target(item, "/")
}

fn named_target(item: &Value, folder: &str) -> Option<String> {
    if let Some(target) = field(item, "target") {
        let is_path = target.starts_with('/');
        return Some(if is_path { target.to_owned() } else { format!("{folder}{target}") });
    }
    let name = text(item).or_else(|| field(item, "source"))?;
    Some(format!("{folder}{name}"))
}

fn port_key(item: &Value) -> Option<String> {
    if let Some(text) = text(item) {
        // Both forms of one port are one port.
        return Some(canonical(text).unwrap_or_else(|| text.to_owned()));
    }
    let target = field(item, "target")?;
    let address = field(item, "host_ip").unwrap_or("0.0.0.0");
    let published = field(item, "published").unwrap_or("");
    let protocol = field(item, "protocol").unwrap_or("tcp");
    Some(format!("{address}:{published}:{target}/{protocol}"))
}

/// The long form's key for a short form without variables.
fn canonical(text: &str) -> Option<String> {
    let parsed = port::parse(text).ok()?;
    let address = parsed.address.map_or("0.0.0.0", |it| it.part.text());
    let range = |range: port::PortRange<'_>| {
        range.bounds.map(|(first, last)| match first == last {
            true => first.to_string(),
            false => format!("{first}-{last}"),
        })
    };
    let published = match parsed.host {
        Some(host) => range(host)?,
        None => String::new(),
    };
    let target = range(parsed.container)?;
    let protocol = match parsed.protocol {
        port::Protocol::Tcp => "tcp",
        port::Protocol::Udp => "udp",
        port::Protocol::Sctp => "sctp",
        port::Protocol::Unknown => return None,
    };
    Some(format!("{address}:{published}:{target}/{protocol}"))
}
