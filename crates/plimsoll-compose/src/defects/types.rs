//! Types of values: the published schema's, as far as people get them wrong.

use plimsoll_facts::{
    subjects::DefectKind,
    value::{Content, Text, Value},
};
use plimsoll_yaml::{Plain, Resolved};

use super::{Defects, replace};
use crate::service::Service;

/// The types that a key takes, as bits.
type Types = u16;

const TEXT: Types = 1;
const NUMBER: Types = 1 << 1;
const BOOLEAN: Types = 1 << 2;
const LIST: Types = 1 << 3;
const MAP: Types = 1 << 4;
/// Items of the list are texts.
const OF_TEXTS: Types = 1 << 5;
/// Items of the list are numbers too.
const OF_NUMBERS: Types = 1 << 6;
/// Items of the list are maps too.
const OF_MAPS: Types = 1 << 7;

const FLAG: Types = TEXT | BOOLEAN;
const AMOUNT: Types = TEXT | NUMBER;
const TEXTS: Types = LIST | OF_TEXTS;
/// A map, or a list of `NAME=value`.
const ENTRIES: Types = MAP | LIST | OF_TEXTS;
const TEXT_OR_TEXTS: Types = TEXT | LIST | OF_TEXTS;
const NAMES: Types = MAP | LIST | OF_TEXTS;
const LONG_OR_SHORT: Types = LIST | OF_TEXTS | OF_MAPS;

/// The keys of a service, by their path from it.
const SERVICE: &[(&[&str], Types)] = &[
    (&["annotations"], ENTRIES),
    (&["blkio_config"], MAP),
    (&["build"], TEXT | MAP),
    (&["build", "additional_contexts"], ENTRIES),
    (&["build", "args"], ENTRIES),
    (&["build", "cache_from"], TEXTS),
    (&["build", "context"], TEXT),
    (&["build", "dockerfile"], TEXT),
    (&["build", "dockerfile_inline"], TEXT),
    (&["build", "entitlements"], TEXTS),
    (&["build", "network"], TEXT),
    (&["build", "platforms"], TEXTS),
    (&["build", "privileged"], FLAG),
    (&["build", "secrets"], LONG_OR_SHORT),
    (&["build", "tags"], TEXTS),
    (&["build", "target"], TEXT),
    (&["cap_add"], TEXTS),
    (&["cap_drop"], TEXTS),
    (&["cgroup"], TEXT),
    (&["cgroup_parent"], TEXT),
    (&["command"], TEXT_OR_TEXTS),
    (&["configs"], LONG_OR_SHORT),
    (&["container_name"], TEXT),
    (&["cpu_period"], AMOUNT),
    (&["cpu_quota"], AMOUNT),
    (&["cpu_shares"], AMOUNT),
    (&["cpus"], AMOUNT),
    (&["cpuset"], TEXT),
    (&["credential_spec"], MAP),
    (&["depends_on"], NAMES),
    (&["deploy"], MAP),
    (&["deploy", "labels"], ENTRIES),
    (&["deploy", "replicas"], AMOUNT),
    (&["deploy", "resources"], MAP),
    (&["deploy", "resources", "limits"], MAP),
    (&["deploy", "resources", "limits", "cpus"], AMOUNT),
    (&["deploy", "resources", "limits", "memory"], TEXT),
    (&["deploy", "resources", "limits", "pids"], AMOUNT),
    (&["deploy", "resources", "reservations"], MAP),
    (&["deploy", "resources", "reservations", "cpus"], AMOUNT),
    (&["deploy", "resources", "reservations", "memory"], TEXT),
    (&["deploy", "restart_policy"], MAP),
    (&["develop"], MAP),
    (&["device_cgroup_rules"], TEXTS),
    (&["devices"], LONG_OR_SHORT),
    (&["dns"], TEXT_OR_TEXTS),
    (&["dns_opt"], TEXTS),
    (&["dns_search"], TEXT_OR_TEXTS),
    (&["entrypoint"], TEXT_OR_TEXTS),
    (&["env_file"], TEXT | LONG_OR_SHORT),
    (&["environment"], ENTRIES),
    (&["expose"], TEXTS | OF_NUMBERS),
    (&["extends"], TEXT | MAP),
    (&["external_links"], TEXTS),
    (&["extra_hosts"], ENTRIES),
    (&["group_add"], TEXTS | OF_NUMBERS),
    (&["healthcheck"], MAP),
    (&["healthcheck", "disable"], FLAG),
    (&["healthcheck", "interval"], TEXT),
    (&["healthcheck", "retries"], AMOUNT),
    (&["healthcheck", "start_interval"], TEXT),
    (&["healthcheck", "start_period"], TEXT),
    (&["healthcheck", "test"], TEXT_OR_TEXTS),
    (&["healthcheck", "timeout"], TEXT),
    (&["hostname"], TEXT),
    (&["image"], TEXT),
    (&["init"], FLAG),
    (&["ipc"], TEXT),
    (&["isolation"], TEXT),
    (&["label_file"], TEXT_OR_TEXTS),
    (&["labels"], ENTRIES),
    (&["links"], TEXTS),
    (&["logging"], MAP),
    (&["logging", "driver"], TEXT),
    (&["logging", "options"], MAP),
    (&["mac_address"], TEXT),
    (&["mem_limit"], AMOUNT),
    (&["mem_reservation"], AMOUNT),
    (&["memswap_limit"], AMOUNT),
    (&["network_mode"], TEXT),
    (&["networks"], NAMES),
    (&["oom_kill_disable"], FLAG),
    (&["oom_score_adj"], AMOUNT),
    (&["pid"], TEXT),
    (&["pids_limit"], AMOUNT),
    (&["platform"], TEXT),
    (&["ports"], LONG_OR_SHORT | OF_NUMBERS),
    (&["post_start"], LIST | OF_MAPS),
    (&["pre_start"], LIST | OF_MAPS),
    (&["pre_stop"], LIST | OF_MAPS),
    (&["privileged"], FLAG),
    (&["profiles"], TEXTS),
    (&["provider"], MAP),
    (&["pull_policy"], TEXT),
    (&["read_only"], FLAG),
    (&["restart"], TEXT),
    (&["runtime"], TEXT),
    (&["scale"], AMOUNT),
    (&["secrets"], LONG_OR_SHORT),
    (&["security_opt"], TEXTS),
    (&["shm_size"], AMOUNT),
    (&["stdin_open"], FLAG),
    (&["stop_grace_period"], TEXT),
    (&["stop_signal"], TEXT),
    (&["sysctls"], ENTRIES),
    (&["tmpfs"], TEXT_OR_TEXTS),
    (&["tty"], FLAG),
    (&["ulimits"], MAP),
    (&["use_api_socket"], FLAG),
    (&["user"], TEXT),
    (&["userns_mode"], TEXT),
    (&["uts"], TEXT),
    (&["volumes"], LONG_OR_SHORT),
    (&["volumes_from"], TEXTS),
    (&["working_dir"], TEXT),
];

/// Durations: a number of them lacks its unit.
const DURATIONS: &[&str] =
    &["interval", "timeout", "start_period", "start_interval", "stop_grace_period"];

/// Keys whose value protects, so that a repair makes it take effect.
const PROTECTIVE: &[&str] = &["cap_drop", "security_opt", "cap_add"];

/// Types of the top level.
const TOP_LEVEL: &[(&[&str], Types)] = &[
    (&["configs"], MAP),
    (&["include"], LIST | OF_TEXTS | OF_MAPS),
    (&["models"], MAP),
    (&["name"], TEXT),
    (&["networks"], MAP),
    (&["secrets"], MAP),
    (&["services"], MAP),
    (&["volumes"], MAP),
];

/// Judges the values of a service.
pub(super) fn service(service: &Service<'_>, defects: &mut Defects) {
    check(SERVICE, service.reader.value, defects);
}

/// Judges the values of the top level, and whether each service is a map.
pub(super) fn top_level(file: &Value, defects: &mut Defects) {
    check(TOP_LEVEL, file, defects);
    for member in file.get("services").map_or(&[][..], Value::members) {
        let is_map = matches!(member.value.content, Content::Map { .. } | Content::Lost);
        if is_map || member.value.is_null() {
            continue;
        }
        let path = format!("services.{}", member.key);
        let message = format!("service `{}` has to be a mapping", member.key);
        defects.add(DefectKind::WrongType, &path, &member.value, message);
    }
}

/// Whether `item` is an entry of a map that was merged with a list: the loader made a text of it.
fn is_merged_entry(item: &Value) -> bool {
    matches!(item.members(), [only] if only.value.at == item.at)
}

fn check(table: &[(&[&str], Types)], root: &Value, defects: &mut Defects) {
    for (path, types) in table {
        let Some(value) = root.dig(path) else { continue };
        let Some(found) = types_of(value) else { continue };
        let key = path.last().copied().unwrap_or("");
        let shown = path.join(".");
        if types & found == 0 {
            let message = format!("`{key}` takes {}, not {}", wanted(*types), name(found));
            let draft = defects.add(DefectKind::WrongType, &shown, value, message);
            if let Some((title, plain)) = meant(key, *types, value) {
                let takes_effect = PROTECTIVE.contains(&key);
                draft.repair(title, replace(value, plain), takes_effect);
            }
            continue;
        }
        for item in value.items() {
            let Some(found) = types_of(item) else { continue };
            let is_taken = match found {
                TEXT => types & OF_TEXTS != 0,
                NUMBER => types & OF_NUMBERS != 0,
                MAP => types & OF_MAPS != 0,
                _ => false,
            };
            if is_taken || is_merged_entry(item) {
                continue;
            }
            let message = format!(
                "an item of `{key}` has to be {}, and is {}",
                wanted_item(*types),
                name(found)
            );
            let draft = defects.add(DefectKind::WrongType, &shown, item, message);
            if let Some((title, plain)) = meant_item(key, item) {
                let takes_effect = PROTECTIVE.contains(&key);
                draft.repair(title, replace(item, plain), takes_effect);
            }
        }
    }
}

/// The type of a value; `None` where it is not certain.
fn types_of(value: &Value) -> Option<Types> {
    Some(match &value.content {
        Content::List { .. } => LIST,
        Content::Map { .. } => MAP,
        Content::Lost => return None,
        Content::Scalar(Text { unknown: Some(_), .. }) => return None,
        Content::Scalar(text) => match text.resolved {
            Resolved::Str => TEXT,
            Resolved::Bool(_) => BOOLEAN,
            Resolved::Null => return None,
            _ => NUMBER,
        },
    })
}

fn name(types: Types) -> &'static str {
    match types {
        TEXT => "a text",
        NUMBER => "a number",
        BOOLEAN => "`true` or `false`",
        LIST => "a list",
        _ => "a mapping",
    }
}

fn wanted(types: Types) -> String {
    let names = [TEXT, NUMBER, BOOLEAN, LIST, MAP].into_iter().filter(|it| types & it != 0);
    names.map(name).collect::<Vec<_>>().join(" or ")
}

fn wanted_item(types: Types) -> String {
    let names = [(OF_TEXTS, TEXT), (OF_NUMBERS, NUMBER), (OF_MAPS, MAP)];
    let names = names.into_iter().filter(|(bit, _)| types & bit != 0);
    names.map(|(_, it)| name(it)).collect::<Vec<_>>().join(" or ")
}

/// What the author of a value of the wrong type meant.
fn meant(key: &str, types: Types, value: &Value) -> Option<(String, Plain)> {
    let text = value.text()?;
    let written = text.value.to_string();
    if types & TEXT != 0 && DURATIONS.contains(&key) {
        return Some((
            format!("give it the unit: `{written}s`"),
            Plain::Str(format!("{written}s")),
        ));
    }
    if types & TEXT != 0 {
        return Some(("put it in quotes".to_owned(), Plain::Str(written)));
    }
    let is_list = types & (LIST | OF_TEXTS) == LIST | OF_TEXTS && types & MAP == 0;
    // A text with separators can mean several items.
    let is_one = !written.contains([',', ' ', '\n']);
    (is_list && is_one)
        .then(|| ("make it a list".to_owned(), Plain::List(vec![Plain::Str(written)])))
}

/// What the author of an item `- KEY: value` meant.
fn meant_item(key: &str, item: &Value) -> Option<(String, Plain)> {
    if let Some(text) = item.text() {
        return Some(("put it in quotes".to_owned(), Plain::Str(text.value.to_string())));
    }
    let [member] = item.members() else { return None };
    let text = member.value.text().filter(|it| it.unknown.is_none())?;
    let separator = match key {
        "environment" | "labels" | "args" | "sysctls" | "annotations" | "extra_hosts" => '=',
        "security_opt" => ':',
        _ => return None,
    };
    let joined = format!("{}{separator}{}", member.key, text.value);
    Some((format!("write `{}{separator}…` as one text", member.key), Plain::Str(joined)))
}
