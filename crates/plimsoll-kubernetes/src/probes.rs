//! Probes and lifecycle hooks, as the core/v1 API reference has them, defaults included.

use plimsoll_facts::{
    Fact, List, Path, Scope, Site, Why,
    read::{Read, Reader, Silence, string},
    subjects::{PortReference, Probe, ProbeKind, Redacted},
    value::{Content, Value},
};
use plimsoll_facts::{redacted, scripts};

use super::{
    pod::Part,
    scalar::{number, why_of},
    settings::{count, text},
};

const KINDS: &[(ProbeKind, Path)] = &[
    (ProbeKind::Liveness, &["livenessProbe"]),
    (ProbeKind::Readiness, &["readinessProbe"]),
    (ProbeKind::Startup, &["startupProbe"]),
    (ProbeKind::PostStart, &["lifecycle", "postStart"]),
    (ProbeKind::PreStop, &["lifecycle", "preStop"]),
];

const HANDLERS: &[&str] = &["exec", "httpGet", "tcpSocket", "grpc", "sleep"];

/// What the container declares.
pub(super) fn lower<'v>(part: &'v Part<'_>) -> impl Iterator<Item = Probe> + 'v {
    KINDS.iter().filter_map(|(kind, path)| probe(part, *kind, path))
}

fn probe(part: &Part<'_>, kind: ProbeKind, path: Path) -> Option<Probe> {
    let (parents, key) = path.split_at(path.len() - 1);
    let member = part.reader.value.dig(parents)?.member(key[0])?;
    if !matches!(member.value.content, Content::Map { .. }) {
        return None;
    }
    let reader =
        Reader { value: &member.value, shown: member.key_at, is_partial: part.reader.is_partial };
    let of_probe = |path, default| {
        if kind.is_probe() {
            count(&reader, path, Silence::Means(default))
        } else {
            Fact::Inapplicable
        }
    };
    let has = |key: &str| member.value.get(key).is_some();
    let by_http = |path, silence: &str| {
        if has("httpGet") { text(&reader, path, silence) } else { Fact::Inapplicable }
    };
    Some(Probe {
        identity: part.pod.part(
            kind.as_str(),
            format!("{}/{kind}", part.address),
            member.key_at,
            member.value.at,
        ),
        container: part.id,
        kind,
        handler: handler(&reader),
        command: if has("exec") { command(&reader) } else { List::inapplicable() },
        port: port(&reader),
        host: if has("tcpSocket") {
            text(&reader, &["tcpSocket", "host"], "")
        } else {
            by_http(&["httpGet", "host"], "")
        },
        path: by_http(&["httpGet", "path"], "/"),
        scheme: by_http(&["httpGet", "scheme"], "HTTP"),
        initial_delay: of_probe(&["initialDelaySeconds"], 0),
        period: of_probe(&["periodSeconds"], 10),
        timeout: of_probe(&["timeoutSeconds"], 1),
        failure_threshold: of_probe(&["failureThreshold"], 3),
        success_threshold: of_probe(&["successThreshold"], 1),
        termination_grace: if kind.is_probe() {
            count(&reader, &["terminationGracePeriodSeconds"], Silence::Inapplicable)
        } else {
            Fact::Inapplicable
        },
        sleep: if has("sleep") {
            count(&reader, &["sleep", "seconds"], Silence::Unknown(Why::Malformed))
        } else {
            reader.fact(&["exec", "command"], Silence::Inapplicable, slept)
        },
    })
}

/// The words of what it runs, and behind them those of scripts among them.
fn command(reader: &Reader<'_>) -> List<Redacted> {
    let words = reader.list(&["exec", "command"], Silence::Means(0), string);
    let inner = scripts(&words).items;
    let mut words = redacted(words);
    words.items.extend(inner);
    let count = words.items.len();
    List { whole: words.whole.map(|_| count), ..words }
}

/// The seconds of a command that does nothing but sleep, by itself or through a shell.
fn slept(command: &Value) -> Read<u64> {
    let words: Option<Vec<&str>> = command.items().iter().map(|it| it.str_at(&[])).collect();
    let words = words.unwrap_or_default();
    let script = match words[..] {
        [shell, flag, script] if shell.ends_with("sh") && flag.starts_with('-') => {
            script.split_whitespace().collect()
        }
        _ => words,
    };
    match script[..] {
        [program, seconds] if program.rsplit('/').next() == Some("sleep") => {
            seconds.trim_end_matches('s').parse().map_or(Read::Unknown(Why::Malformed), Read::Value)
        }
        _ => Read::Absent,
    }
}

/// What it does, shown where it says so.
fn handler(reader: &Reader<'_>) -> Fact<String> {
    let slot = reader.slot(&[]);
    let mut found =
        reader.value.members().iter().filter(|it| HANDLERS.contains(&&*it.key)).peekable();
    let Some(first) = found.peek() else {
        return reader.absent(slot, Silence::Means(String::new()));
    };
    let at = Site { at: first.key_at, ..reader.site(&first.value, slot) };
    let names: Vec<&str> = found.map(|it| &*it.key).collect();
    Fact::Stated { value: names.join("+"), at, scope: Scope::Own }
}

fn port(reader: &Reader<'_>) -> Fact<PortReference> {
    let paths: [Path; 3] = [&["httpGet", "port"], &["tcpSocket", "port"], &["grpc", "port"]];
    match paths.into_iter().find(|path| reader.value.get(path[0]).is_some()) {
        Some(path) => reader.fact(path, Silence::Unknown(Why::Malformed), port_reference),
        None => Fact::Inapplicable,
    }
}

/// A port by its number or its name; text is a name even where it looks like a number.
pub(super) fn port_reference(value: &Value) -> Read<PortReference> {
    match (number(value), value.text()) {
        (Some(port), _) => match u32::try_from(port) {
            Ok(port) => Read::Value(PortReference::Number(port)),
            Err(_) => Read::Unknown(Why::Malformed),
        },
        (None, Some(_)) => match string(value) {
            Read::Value(name) => Read::Value(PortReference::Name(name)),
            _ => Read::Unknown(why_of(value)),
        },
        (None, None) => Read::Unknown(why_of(value)),
    }
}
