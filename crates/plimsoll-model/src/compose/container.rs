//! The container of a service.

use super::{
    limits,
    piece::{PIECE, Pieces},
    ports, security,
    service::{Service, boolean},
};
use crate::{
    fact::{Fact, List, Why},
    read::{Read, Silence},
    site::{Path, Slot, Spelling},
    subjects::Redacted,
    subjects::{AddedCapability, Container, HealthCheck, NumberRange, Port, Role, User},
    syntax::secret_option::redacted,
    syntax::{
        capability, command,
        interpolation::holds_variable,
        user::{self, Id, Principal},
    },
    value::{Content, Value},
};

/// The container; `ports` are those that the service publishes.
pub(super) fn lower(service: &Service<'_>, ports: &[Port]) -> Container {
    let reader = &service.reader;
    let security = security::lower(reader);
    let [user, group] = user_and_group(service);
    Container {
        privileged: reader.fact(&["privileged"], Silence::Means(false), boolean),
        privilege_escalation: security.privilege_escalation,
        user,
        group,
        non_root_enforced: Fact::Inapplicable,
        read_only_root: reader.fact(&["read_only"], Silence::Means(false), boolean),
        added_capabilities: service.open(reader.list(&["cap_add"], Silence::Means(0), capability)),
        dropped_capabilities: service.open(reader.list(
            &["cap_drop"],
            Silence::Means(0),
            capability,
        )),
        seccomp: security.seccomp,
        apparmor: security.apparmor,
        selinux_confined: security.selinux_confined,
        selinux_user: Fact::Inapplicable,
        selinux_role: Fact::Inapplicable,
        selinux_type: Fact::Inapplicable,
        windows_host_process: Fact::Inapplicable,
        proc_masked: security.proc_masked,
        writable_cgroups: security.writable_cgroups,
        devices: service.open(reader.list(&["devices"], Silence::Means(0), device)),
        memory_limit: limits::memory(service),
        memory_request: limits::reserved_memory(service),
        cpu_limit: limits::cpu(service),
        // Plain Compose reads `deploy.resources.reservations.cpus` and does nothing with it.
        cpu_request: Fact::Inapplicable,
        process_limit: limits::processes(service),
        health_check: health_check(service),
        probe_hosts: List::inapplicable(),
        command: command_words(service),
        listens_on: listens_on(service, ports),
        ..Container::bare(service.identity(), service.workload, Role::Main)
    }
}

fn user_and_group(service: &Service<'_>) -> [Fact<User>; 2] {
    const PATH: Path = &["user"];
    let reader = &service.reader;
    let value = reader.value.get("user");
    let Some(pieces) = value.and_then(|it| Pieces::of_setting(reader, it, PATH)) else {
        let fact = || {
            reader.fact(PATH, Silence::Means(User::FromImage), |_| Read::Unknown(Why::Malformed))
        };
        return [fact(), fact().spelt(PIECE)];
    };
    let unknown = |why| [pieces.unknown(None, why), pieces.unknown(None, why)];
    let spec = match (pieces.refusal(), user::parse(&pieces.text.value)) {
        (Some(why), _) => return unknown(why),
        (None, Ok(spec)) => spec,
        (None, Err(_)) => return unknown(pieces.text.unknown.unwrap_or(Why::Malformed)),
    };
    let fact = |principal: Option<Principal<'_>>| match principal {
        None => pieces.assumed(User::FromImage),
        Some(it) => match it.id {
            Id::Variable => pieces.unknown(Some(it.part), Why::Interpolated),
            Id::Number(0) | Id::Name("root") => pieces.stated(it.part, User::Root),
            Id::Number(id) => pieces.stated(it.part, User::Id(id.into())),
            Id::Name(name) => pieces.stated(it.part, User::Named(name.to_owned())),
        },
    };
    let is_open = |it: Option<Principal<'_>>| it.is_some_and(|it| it.id == Id::Variable);
    let group = match spec.group {
        // A variable for the user can bring a group along.
        None if is_open(spec.user) => pieces.unknown(None, Why::Interpolated),
        group => fact(group),
    };
    [fact(spec.user).spelt(Spelling::Value), group]
}

fn capability(value: &Value) -> Read<AddedCapability> {
    let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
    let written = &*text.value;
    let entry = capability::Entry::parse(written);
    let upper = written.to_ascii_uppercase();
    Read::Value(AddedCapability {
        name: match &entry {
            Ok(entry) => entry.as_str().to_owned(),
            Err(_) => upper.strip_prefix("CAP_").unwrap_or(&upper).to_owned(),
        },
        written: written.to_owned(),
        is_known: entry.is_ok(),
    })
}

/// `HOST[:CONTAINER[:PERMISSIONS]]`, or `source` in the long form.
fn device(value: &Value) -> Read<String> {
    let source = match &value.content {
        Content::Map { .. } => value.get("source"),
        _ => Some(value),
    };
    let Some(text) = source.and_then(Value::text) else { return Read::Unknown(Why::Malformed) };
    if let Some(why) = text.unknown {
        return Read::Unknown(why);
    }
    let host = text.value.split(':').next().unwrap_or("");
    Read::Part(host.to_owned(), text.range_of(0..host.len()))
}

fn health_check(service: &Service<'_>) -> Fact<HealthCheck> {
    service.reader.fact(&["healthcheck"], Silence::Means(HealthCheck::Missing), |value| {
        if !matches!(value.content, Content::Map { .. }) {
            return Read::Unknown(Why::Malformed);
        }
        if let Some(disable) = value.get("disable") {
            match boolean(disable) {
                Read::Value(true) => return Read::Value(HealthCheck::Disabled),
                Read::Value(false) => {}
                _ => return Read::Unknown(why_of(disable)),
            }
        }
        let Some(test) = value.get("test") else {
            if value.is_incomplete() {
                return Read::Unknown(Why::Lost);
            }
            // Only the times of a check that the image may have.
            return Read::Value(HealthCheck::Missing);
        };
        let first = match &test.content {
            Content::List { items, .. } => items.first().and_then(Value::text),
            _ => test.text(),
        };
        let Some(first) = first else { return Read::Unknown(why_of(test)) };
        match (first.unknown, &*first.value) {
            (Some(why), _) => Read::Unknown(why),
            (None, "NONE") if test.text().is_none() => Read::Value(HealthCheck::Disabled),
            (None, "") => Read::Value(HealthCheck::Missing),
            _ => Read::Value(HealthCheck::Declared),
        }
    })
}

fn why_of(value: &Value) -> Why {
    match &value.content {
        Content::Scalar(text) => text.unknown.unwrap_or(Why::Malformed),
        Content::Lost => Why::Lost,
        Content::List { .. } | Content::Map { .. } => Why::Malformed,
    }
}

/// The words of `entrypoint` and `command`; what the image adds is not known here.
fn command_words(service: &Service<'_>) -> List<Redacted> {
    let entrypoint = words(service, &["entrypoint"]);
    let command = words(service, &["command"]);
    let whole = match (&entrypoint.whole, &command.whole) {
        (Fact::Unknown { .. }, _) => entrypoint.whole,
        (Fact::Stated { value: first, at, scope }, Fact::Assumed { .. }) => {
            Fact::Stated { value: *first, at: at.clone(), scope: *scope }
        }
        (Fact::Stated { value: first, .. }, Fact::Stated { value: second, at, scope }) => {
            Fact::Stated { value: first + second, at: at.clone(), scope: *scope }
        }
        _ => command.whole,
    };
    let items = entrypoint.items.into_iter().chain(command.items);
    redacted(List { whole, items: items.collect() })
}

fn words(service: &Service<'_>, path: Path) -> List<String> {
    let reader = &service.reader;
    let value = reader.value.dig(path);
    let Some((value, text)) = value.and_then(|value| Some((value, value.text()?))) else {
        return reader.list(path, Silence::Means(0), crate::read::string);
    };
    let slot = Slot { spelling: Spelling::Word(&[]), ..reader.slot(path) };
    let site = reader.site(value, slot);
    let scope = reader.scope(value);
    let split = match (text.unknown, command::split(&text.value)) {
        (None | Some(Why::Interpolated), Ok(split)) => split,
        (why, _) => {
            let whole = Fact::Unknown { at: site, why: why.unwrap_or(Why::Malformed) };
            return List { whole, items: Vec::new() };
        }
    };
    let mut has_variable = false;
    let items: Vec<Fact<String>> = split
        .words
        .into_iter()
        .map(|word| {
            let at = site.clone().narrowed(text.range_of(word.part.range().to_usize()));
            if text.unknown.is_some() && holds_variable(word.part.text()) {
                has_variable = true;
                return Fact::Unknown { at, why: Why::Interpolated };
            }
            Fact::Stated { value: word.value, at, scope }
        })
        .collect();
    // An unquoted variable can hold several words.
    let whole = if has_variable {
        Fact::Unknown { at: site, why: Why::Interpolated }
    } else {
        Fact::Stated { value: items.len(), at: site, scope }
    };
    List { whole, items }
}

fn listens_on(service: &Service<'_>, ports: &[Port]) -> List<NumberRange> {
    let reader = &service.reader;
    let items = ports::listening(service, ports);
    let path: Path = if reader.value.get("expose").is_none() && !items.is_empty() {
        &["ports"]
    } else {
        &["expose"]
    };
    let whole = reader.fact(path, Silence::Means(0), |value| match &value.content {
        Content::List { is_incomplete: false, .. } => Read::Value(0),
        Content::List { .. } | Content::Lost => Read::Unknown(Why::Lost),
        _ => Read::Unknown(Why::Malformed),
    });
    service.open(List { whole: whole.map(|_| items.len()), items })
}
