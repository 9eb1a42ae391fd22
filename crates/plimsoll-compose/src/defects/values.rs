//! Values of the right type that Compose or the engine refuses all the same.

use plimsoll_facts::{
    Why,
    subjects::DefectKind,
    value::{Content, Text, Value},
};
use plimsoll_syntax::{
    image,
    port::{self, PortError},
    security_opt,
    size::Size,
    volume,
};
use plimsoll_yaml::Plain;

use super::{Defects, replace};
use crate::service::Service;

const KIND: DefectKind = DefectKind::InvalidValue;

/// The engine refuses less memory than this, in bytes (`daemon/daemon_unix.go`).
const LEAST_MEMORY: u64 = 6 * 1024 * 1024;

/// Keys whose value is a size.
const SIZES: &[&[&str]] = &[
    &["mem_limit"],
    &["mem_reservation"],
    &["memswap_limit"],
    &["shm_size"],
    &["deploy", "resources", "limits", "memory"],
    &["deploy", "resources", "reservations", "memory"],
];

/// Judges the values of a service.
pub(super) fn service(service: &Service<'_>, defects: &mut Defects) {
    let root = service.reader.value;
    references(root, "", defects);
    for path in SIZES {
        if let Some((value, text)) = certain(root, path) {
            size(path, value, text, defects);
        }
    }
    for (index, item) in service.items("ports").iter().enumerate() {
        port(index, item, defects);
    }
    for (index, item) in service.items("volumes").iter().enumerate() {
        let Some(text) = item.text().filter(|it| it.unknown.is_none()) else { continue };
        let Err(error) = volume::parse(&text.value) else { continue };
        let message = format!("`{}` {error}", text.value);
        defects
            .add(KIND, &format!("volumes[{index}]"), item, message)
            .part(text.range_of(error.range.to_usize()));
    }
    for (index, item) in service.items("security_opt").iter().enumerate() {
        let Some(text) = written(item) else { continue };
        let Err(error) = security_opt::parse(&text.value) else { continue };
        let message = format!("`{}` {error}", text.value);
        defects
            .add(KIND, &format!("security_opt[{index}]"), item, message)
            .fails()
            .part(text.range_of(error.range.to_usize()));
    }
    if let Some((value, text)) = certain(root, &["image"])
        && !image::is_placeholder(&text.value)
        && let Err(error) = image::parse(&text.value)
    {
        let message = format!("`{}` {error}", text.value);
        defects
            .add(KIND, "image", value, message)
            .fails()
            .part(text.range_of(error.range.to_usize()));
    }
    words(root, defects);
    health_check(root, defects);
}

fn certain<'v>(root: &'v Value, path: &[&str]) -> Option<(&'v Value, &'v Text)> {
    let value = root.dig(path)?;
    Some((value, written(value)?))
}

/// The text of a value that is known and there: an empty one is still being typed, or has the wrong
/// type, which is said elsewhere.
fn written(value: &Value) -> Option<&Text> {
    value.text().filter(|it| it.unknown.is_none() && !it.value.is_empty())
}

fn size(path: &[&str], value: &Value, text: &Text, defects: &mut Defects) {
    let key = path.join(".");
    let is_limit = key.ends_with("memory") || key == "mem_limit";
    if let Ok(Size::Bytes(bytes)) = Size::parse(&text.value)
        && is_limit
        && !key.contains("reservations")
        && bytes > 0
        && bytes < LEAST_MEMORY
    {
        let message = format!("`{}` is less than the 6 MB that the engine asks for", text.value);
        defects.add(KIND, &key, value, message).fails();
    }
}

fn port(index: usize, item: &Value, defects: &mut Defects) {
    let path = format!("ports[{index}]");
    match &item.content {
        Content::Scalar(_) => {
            let Some(text) = item.text().filter(|it| it.unknown.is_none()) else { return };
            let Err(error) = port::parse(&text.value) else { return };
            if error.kind == PortError::Unresolved {
                return;
            }
            let message = format!("`{}` {error}", text.value);
            defects.add(KIND, &path, item, message).part(text.range_of(error.range.to_usize()));
        }
        Content::Map { .. } => {
            let Some(value) = item.get("host_ip") else { return };
            let Some(text) = value.text().filter(|it| it.unknown.is_none()) else { return };
            if text.value.parse::<std::net::IpAddr>().is_err() {
                let message = format!("`{}` is no address; a name is not accepted", text.value);
                defects.add(KIND, &path, value, message);
            }
        }
        _ => {}
    }
}

/// Settings that take certain words only.
fn words(root: &Value, defects: &mut Defects) {
    let mut judge = |path: &[&str], is_valid: fn(&str) -> bool, allowed: &str| {
        let Some((value, text)) = certain(root, path) else { return };
        if !is_valid(&text.value) {
            let key = path.last().copied().unwrap_or("");
            let message = format!("`{}` is no value of `{key}`; {allowed}", text.value);
            defects.add(KIND, &path.join("."), value, message).fails();
        }
    };
    judge(
        &["restart"],
        |text| match text.split_once(':') {
            Some(("on-failure", count)) => count.parse::<u32>().is_ok(),
            Some(_) => false,
            None => ["no", "always", "on-failure", "unless-stopped"].contains(&text),
        },
        "known are `no`, `always`, `on-failure[:n]` and `unless-stopped`",
    );
    judge(
        &["container_name"],
        |text| {
            text.len() > 1
                && text.starts_with(|it: char| it.is_ascii_alphanumeric())
                && text.chars().all(|it| it.is_ascii_alphanumeric() || "_.-".contains(it))
        },
        "it takes two or more letters, digits, `_`, `.` and `-`, and starts with a letter or digit",
    );
    judge(&["stop_signal"], is_signal, "it takes a signal by name or number");
}

fn is_signal(text: &str) -> bool {
    const NAMES: &[&str] = &[
        "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "IOT", "BUS", "FPE", "KILL", "USR1", "SEGV",
        "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CLD", "CONT", "STOP", "TSTP", "TTIN",
        "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "POLL", "PWR", "SYS",
    ];
    let upper = text.to_ascii_uppercase();
    let name = upper.strip_prefix("SIG").unwrap_or(&upper);
    text.parse::<u8>().is_ok() || name.starts_with("RTM") || NAMES.contains(&name)
}

fn health_check(root: &Value, defects: &mut Defects) {
    let Some(test) = root.dig(&["healthcheck", "test"]) else { return };
    let Content::List { items, .. } = &test.content else { return };
    let texts: Option<Vec<&Text>> = items.iter().map(Value::text).collect();
    let Some([first, ..]) = texts.as_deref() else { return };
    if first.unknown.is_some() || ["NONE", "CMD", "CMD-SHELL"].contains(&&*first.value) {
        return;
    }
    let message = "the test has to begin with `CMD`, `CMD-SHELL` or `NONE`".to_owned();
    let kind = if items.len() == 1 { "CMD-SHELL" } else { "CMD" };
    let mut words = vec![Plain::Str(kind.to_owned())];
    let texts = texts.unwrap_or_default();
    words.extend(texts.iter().map(|it| Plain::Str(it.value.to_string())));
    let draft = defects.add(KIND, "healthcheck.test", test, message);
    if texts.iter().all(|it| it.unknown.is_none()) {
        let patch = replace(test, Plain::List(words));
        draft.repair(format!("begin it with `{kind}`"), patch, true);
    }
}

/// References to variables that Compose cannot read, anywhere below `value`.
fn references(value: &Value, path: &str, defects: &mut Defects) {
    match &value.content {
        Content::Scalar(Text { unknown: Some(Why::Malformed), value: text, .. })
            if text.contains('$') =>
        {
            let message = "a `$` in it begins no reference to a variable; `$$` stands for one `$`";
            defects.add(KIND, path, value, message.to_owned());
        }
        Content::Scalar(_) | Content::Lost => {}
        Content::List { items, .. } => {
            for item in items {
                references(item, path, defects);
            }
        }
        Content::Map { members, .. } => {
            for member in members {
                references(&member.value, &super::join(path, &member.key), defects);
            }
        }
    }
}

/// Judges the name of the project.
pub(super) fn top_level(file: &Value, defects: &mut Defects) {
    if let Some((value, text)) = certain(file, &["name"]) {
        let is_valid =
            text.value.starts_with(|it: char| it.is_ascii_lowercase() || it.is_ascii_digit())
                && text
                    .value
                    .chars()
                    .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || "_-".contains(it));
        if !is_valid {
            let message = format!(
                "`{}` is no name of a project; it takes lower-case letters, digits, `_` and `-`",
                text.value
            );
            let draft = defects.add(KIND, "name", value, message);
            // Compose takes what is left of it.
            if text.value.contains(|it: char| it.is_ascii_alphanumeric()) {
                draft.drops();
            }
        }
    }
}
