//! A service as a workload: the namespaces it is in, how often it runs, what happens when it ends.

use plimsoll_facts::{
    Fact, List, Path, Site, Why,
    read::{Read, Silence, string},
    subjects::{Limit, Namespace, Restart, Sysctl, User, Workload, WorkloadKind},
    value::{Content, Value},
};

use super::{
    entries::entries,
    service::{Service, boolean},
};

/// The service as a workload.
pub(super) fn lower(service: &Service<'_>) -> Workload {
    let reader = &service.reader;
    Workload {
        started: started(service),
        network_namespace: host_by_name(service)
            .unwrap_or_else(|| namespace(service, &["network_mode"], Namespace::Private)),
        pid_namespace: namespace(service, &["pid"], Namespace::Private),
        ipc_namespace: namespace(service, &["ipc"], Namespace::Private),
        user_namespace: namespace(service, &["userns_mode"], Namespace::PlatformDefault),
        uts_namespace: namespace(service, &["uts"], Namespace::Private),
        cgroup_namespace: namespace(service, &["cgroup"], Namespace::PlatformDefault),
        supplementary_groups: service.open(reader.list(
            &["group_add"],
            Silence::Means(0),
            supplementary_group,
        )),
        sysctls: sysctls(service),
        os: reader.fact(&["platform"], Silence::Means("linux".to_owned()), operating_system),
        restart: restart(service),
        replicas: replicas(service),
        restart_attempts: restart_attempts(service),
        networks: networks(service),
        profiles: service.open(reader.list(&["profiles"], Silence::Means(0), string)),
        cgroup_parent: reader.fact(&["cgroup_parent"], Silence::Means(String::new()), string),
        ..bare(service)
    }
}

/// A service that another program provides: Compose makes no container of it.
pub(super) fn provided(service: &Service<'_>) -> Workload {
    Workload {
        provider: service.reader.fact(
            &["provider", "type"],
            Silence::Unknown(Why::Malformed),
            string,
        ),
        ..bare(service)
    }
}

fn bare(service: &Service<'_>) -> Workload {
    Workload::bare(service.identity(), WorkloadKind::Service, Some(service.object), false)
}

/// The network of the host, joined as if it were any other: an external one that is called `host`.
fn host_by_name(service: &Service<'_>) -> Option<Fact<Namespace>> {
    if service.reader.value.get("network_mode").is_some() {
        return None;
    }
    let is_host = |name: &str| {
        let declared = service.declared("networks", name);
        declared.is_some_and(|it| {
            it.get("external").is_some_and(|it| matches!(boolean(it), Read::Value(true)))
                && it.str_at(&["name"]).unwrap_or(name) == "host"
        })
    };
    let networks = service.reader.value.get("networks")?;
    let joined = match &networks.content {
        Content::Map { members, .. } => {
            members.iter().find(|it| is_host(&it.key)).map(|it| &it.value)
        }
        _ => networks.items().iter().find(|it| it.text().is_some_and(|it| is_host(&it.value))),
    }?;
    let at = service.reader.site(joined, service.reader.slot(&["networks"]));
    Some(Fact::Stated { value: Namespace::Host, at, scope: service.reader.scope(joined) })
}

fn supplementary_group(value: &Value) -> Read<User> {
    let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
    Read::Value(match (&*text.value, text.value.parse()) {
        ("root", _) | (_, Ok(0)) => User::Root,
        (_, Ok(id)) => User::Id(id),
        (name, Err(_)) => User::Named(name.to_owned()),
    })
}

fn namespace(service: &Service<'_>, path: Path, silence: Namespace) -> Fact<Namespace> {
    service.reader.fact(path, Silence::Means(silence), |value| {
        let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
        let text = &*text.value;
        Read::Value(match text.split_once(':') {
            Some(("service", name)) => Namespace::Service(name.to_owned()),
            Some(("container", name)) => Namespace::Container(name.to_owned()),
            _ => match text {
                "" => return Read::Absent,
                "host" => Namespace::Host,
                "none" => Namespace::None,
                "shareable" => Namespace::Shareable,
                "bridge" => Namespace::Bridge,
                "private" | "default" | "nat" => Namespace::Private,
                _ => Namespace::Other(text.to_owned()),
            },
        })
    })
}

/// The first part of `os/architecture`; an architecture alone says nothing about the system.
fn operating_system(value: &Value) -> Read<String> {
    const SYSTEMS: &[&str] = &["linux", "windows", "darwin", "freebsd", "wasi", "wasip1"];
    let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
    let first = text.value.split('/').next().unwrap_or("").to_ascii_lowercase();
    if SYSTEMS.contains(&first.as_str()) || text.value.contains('/') {
        return Read::Value(first);
    }
    Read::Absent
}

fn sysctls(service: &Service<'_>) -> List<Sysctl> {
    service.open(entries(&service.reader, &["sysctls"], |name, value| {
        Some(Sysctl { name: name.replace('/', "."), value: value.unwrap_or("").to_owned() })
    }))
}

/// `deploy.restart_policy`, which replaces `restart` where both are there.
fn restart(service: &Service<'_>) -> Fact<Restart> {
    let reader = &service.reader;
    if reader.value.dig(&["deploy", "restart_policy"]).is_none() {
        return reader.fact(&["restart"], Silence::Means(Restart::Never), |value| {
            let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
            let policy = text.value.split(':').next().unwrap_or("");
            match policy {
                "no" => Read::Value(Restart::Never),
                "always" => Read::Value(Restart::Always),
                "on-failure" => Read::Value(Restart::OnFailure),
                "unless-stopped" => Read::Value(Restart::UnlessStopped),
                "" => Read::Absent,
                _ => Read::Unknown(Why::Malformed),
            }
        });
    }
    // The specification makes `any` the default of `condition`; the loader hands an empty policy
    // to the engine, which restarts nothing.
    let silence = Silence::Means(Restart::Never);
    reader.fact(&["deploy", "restart_policy", "condition"], silence, |value| {
        match value.text().map(|text| &*text.value) {
            Some("none" | "no") => Read::Value(Restart::Never),
            Some("on-failure") => Read::Value(Restart::OnFailure),
            Some("any" | "always") => Read::Value(Restart::Always),
            Some("unless-stopped") => Read::Value(Restart::UnlessStopped),
            _ => Read::Unknown(Why::Malformed),
        }
    })
}

/// The number behind `on-failure:`, or `max_attempts`; no other policy has one.
fn restart_attempts(service: &Service<'_>) -> Fact<Limit> {
    let reader = &service.reader;
    let count = |text: &str| text.parse::<u32>().map(|it| Limit::Milli(i128::from(it) * 1000));
    if reader.value.dig(&["deploy", "restart_policy"]).is_some() {
        const PATH: Path = &["deploy", "restart_policy", "max_attempts"];
        return reader.fact(PATH, Silence::Means(Limit::Unset), |value| {
            let text = value.text().map_or("", |it| &*it.value);
            count(text).map_or(Read::Unknown(Why::Malformed), Read::Value)
        });
    }
    reader.fact(&["restart"], Silence::Means(Limit::Unset), |value| {
        let text = value.text().map_or("", |it| &*it.value);
        match text.split_once(':') {
            None => Read::Value(Limit::Unset),
            Some((_, attempts)) => {
                count(attempts).map_or(Read::Unknown(Why::Malformed), Read::Value)
            }
        }
    })
}

/// The names in `networks`; without any, and without a network mode, the project's default one.
fn networks(service: &Service<'_>) -> List<String> {
    const PATH: Path = &["networks"];
    let reader = &service.reader;
    let Some(value) = reader.value.get("networks") else {
        let has_mode = reader.value.get("network_mode").is_some();
        let whole = reader.fact(PATH, Silence::Means(usize::from(!has_mode)), |_| Read::Absent);
        let name = || whole.clone().map(|_| "default".to_owned());
        let items = if has_mode { Vec::new() } else { vec![name()] };
        return List { whole, items };
    };
    let Content::Map { members, is_incomplete } = &value.content else {
        return service.open(reader.list(PATH, Silence::Means(0), string));
    };
    let at = reader.site(value, reader.slot(PATH));
    let whole = if *is_incomplete {
        Fact::Unknown { at, why: Why::Lost }
    } else {
        Fact::Stated { value: members.len(), at, scope: reader.scope(value) }
    };
    let items = members.iter().map(|member| Fact::Stated {
        value: member.key.to_string(),
        at: Site { at: member.key_at, ..reader.site(&member.value, reader.slot(PATH)) },
        scope: reader.scope(&member.value),
    });
    service.open(List { whole, items: items.collect() })
}

/// Whether a plain `docker compose up` starts it: not with zero copies, and not with profiles of
/// which none is active.
fn started(service: &Service<'_>) -> Fact<bool> {
    let copies = replicas(service);
    if copies.is(0) {
        return copies.map(|_| false);
    }
    service.reader.fact(&["profiles"], Silence::Means(true), |value| {
        let names: Vec<&str> =
            value.items().iter().filter_map(Value::text).map(|it| &*it.value).collect();
        Read::Value(names.is_empty() || names.iter().any(|it| service.is_active(it)))
    })
}

/// `deploy.replicas` or `scale`, which have to agree where both are there.
fn replicas(service: &Service<'_>) -> Fact<u64> {
    let reader = &service.reader;
    let is_deploy = reader.value.dig(&["deploy", "replicas"]).is_some();
    let path: Path = if is_deploy { &["deploy", "replicas"] } else { &["scale"] };
    reader.fact(path, Silence::Means(1), plimsoll_facts::read::count)
}
