//! The container of a service.

use plimsoll_facts::{
    Fact, List, Path, Spelling, Why,
    read::{Read, Silence, string},
    subjects::{
        AddedCapability, Container, HealthCheck, Limit, NumberRange, Port, Role, User, Variable,
    },
    value::{Content, Value},
};
use plimsoll_syntax::{
    capability,
    user::{self, Id, Principal},
};

use super::{
    limits,
    piece::{PIECE, Pieces},
    ports, security,
    service::{Service, boolean},
    variables, volumes, words,
};

/// The container; `ports` are those that the service publishes.
pub(super) fn lower(service: &Service<'_>, ports: &[Port], variables: &[Variable]) -> Container {
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
        environment: variables::names(service, variables),
        health_check_command: words::health_check_of(service),
        command: words::command_of(service),
        script: words::scripts_of(service),
        inherited_mounts: service.open(reader.list(&["volumes_from"], Silence::Means(0), string)),
        device_rules: service.open(reader.list(
            &["device_cgroup_rules"],
            Silence::Means(0),
            string,
        )),
        oom_kill_disabled: reader.fact(&["oom_kill_disable"], Silence::Means(false), boolean),
        log_driver: log_driver(service),
        log_size_limit: log_size_limit(service),
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
    let permissions = match &value.content {
        Content::Map { .. } => value.str_at(&["permissions"]),
        _ => text.value.split(':').nth(2),
    };
    // The right to make the node is none to use it.
    if permissions.is_some_and(|it| !it.is_empty() && it.chars().all(|it| it == 'm')) {
        return Read::Absent;
    }
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

/// The driver that takes the output; what the engine is set up to use is not known here.
fn log_driver(service: &Service<'_>) -> Fact<String> {
    service.reader.fact(
        &["logging", "driver"],
        Silence::Means(String::new()),
        |value| match string(value) {
            Read::Value(driver) if driver.is_empty() => Read::Absent,
            read => read,
        },
    )
}

/// The size at which the `json-file` driver, which is the engine's default, starts a new file.
fn log_size_limit(service: &Service<'_>) -> Fact<Limit> {
    const PATH: Path = &["logging", "options", "max-size"];
    match service.reader.value.str_at(&["logging", "driver"]) {
        None | Some("" | "json-file") => {
            service.reader.fact(PATH, Silence::Means(Limit::Unset), volumes::size)
        }
        Some(_) => Fact::Inapplicable,
    }
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
