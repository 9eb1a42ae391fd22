//! A service as a workload: the namespaces it is in, how often it runs, what happens when it ends.

use super::{entries::entries, service::Service};
use crate::{
    fact::{Fact, List, Why},
    read::{Read, Silence},
    site::Path,
    subjects::{Namespace, Restart, Sysctl, User, Workload, WorkloadKind},
    value::Value,
};

/// The service as a workload.
pub(super) fn lower(service: &Service<'_>) -> Workload {
    let reader = &service.reader;
    Workload {
        network_namespace: namespace(service, &["network_mode"], Namespace::Private),
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
        ..bare(service)
    }
}

/// A service that another program provides: Compose makes no container of it.
pub(super) fn provided(service: &Service<'_>) -> Workload {
    bare(service)
}

fn bare(service: &Service<'_>) -> Workload {
    Workload::bare(service.identity(), WorkloadKind::Service, Some(service.object), false)
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
                "private" | "bridge" | "default" | "nat" => Namespace::Private,
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

/// `deploy.replicas` or `scale`, which have to agree where both are there.
fn replicas(service: &Service<'_>) -> Fact<u64> {
    let reader = &service.reader;
    let is_deploy = reader.value.dig(&["deploy", "replicas"]).is_some();
    let path: Path = if is_deploy { &["deploy", "replicas"] } else { &["scale"] };
    reader.fact(path, Silence::Means(1), crate::read::count)
}
