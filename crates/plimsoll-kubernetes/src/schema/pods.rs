//! What the API server refuses about a pod as a whole, or about the template of one.
//!
//! Source: the validation functions of the API server (`ValidatePodSpec`, `ValidateJobSpec`).

use plimsoll_facts::{
    subjects::DefectKind,
    value::{Content, Value},
};

use super::{
    conflicts::{Found, both, given, is_on},
    validation::{Refusal, looked_at, word},
};
use crate::scalar::{name_of, truth};

/// What is wrong in `value`, a mapping of the type `of`.
pub(super) fn of<'v>(of: &str, value: &'v Value, found: &mut Found<'v>) {
    match of {
        "JobSpec" => job(value, found),
        "PodSpec" => pod(value, found),
        _ => {}
    }
}

/// Fields that only Linux has, of the security context of a pod and of a container.
const OF_LINUX: &[&str] = &[
    "allowPrivilegeEscalation",
    "appArmorProfile",
    "capabilities",
    "fsGroup",
    "fsGroupChangePolicy",
    "privileged",
    "procMount",
    "readOnlyRootFilesystem",
    "runAsGroup",
    "runAsUser",
    "seLinuxOptions",
    "seccompProfile",
    "supplementalGroups",
    "supplementalGroupsPolicy",
    "sysctls",
];

/// The containers of a pod, whatever their part, each with its address.
pub(super) fn containers(pod: &Value) -> impl Iterator<Item = (String, &Value)> {
    let lists = ["initContainers", "containers", "ephemeralContainers"];
    lists.into_iter().flat_map(|list| {
        let items = pod.get(list).map_or(&[][..], Value::items);
        items.iter().map(move |it| (format!("{list}[{}].", name_of(it)), it))
    })
}

/// The security contexts in a pod, each with its address: those of the containers and its own.
fn contexts(pod: &Value) -> impl Iterator<Item = (String, &Value)> {
    containers(pod).chain([(String::new(), pod)]).filter_map(|(address, it)| {
        Some((format!("{address}securityContext"), it.get("securityContext")?))
    })
}

fn pod<'v>(value: &'v Value, found: &mut Found<'v>) {
    match value.str_at(&["os", "name"]) {
        Some("windows") => windows(value, found),
        _ => linux(value, found),
    }
    host_processes(value, found);
    if let Some(member) = value.member("containers")
        && matches!(&member.value.content, Content::List { items, is_incomplete: false } if items.is_empty())
    {
        let message = "a pod has to have a container".to_owned();
        let shown = Some(member.key_at);
        found.push(Refusal { shown, ..Refusal::missing(&member.value, "containers", message) });
    }
    let mut names: Vec<&str> = Vec::new();
    for volume in value.get("volumes").map_or(&[][..], Value::items) {
        let (Some(name), Some(at)) = (word(volume, "name"), volume.get("name")) else { continue };
        if names.contains(&name) {
            let message = format!("the pod has two volumes by the name `{name}`");
            let kind = DefectKind::Duplicate;
            found.push(Refusal { kind, ..Refusal::invalid(at, "volumes", message) });
        }
        names.push(name);
    }
}

/// Processes of a Windows host are all of their pod, and in the network of that host.
fn host_processes<'v>(value: &'v Value, found: &mut Found<'v>) {
    const PATH: &[&str] = &["securityContext", "windowsOptions", "hostProcess"];
    let of_pod = value.dig(PATH);
    let says = |it: &'v Value| it.dig(PATH).or(of_pod).filter(|it| truth(it).is_some());
    let all: Vec<_> = containers(value).map(|(_, it)| says(it)).collect();
    let is_process = |it: &Option<&Value>| it.and_then(truth) == Some(true);
    let Some(Some(at)) = all.iter().find(|it| is_process(it)) else { return };
    let at: &'v Value = at;
    let mut refuse = |message: &str| {
        let kind = DefectKind::Conflict;
        let key = "securityContext.windowsOptions.hostProcess";
        found.push(Refusal { kind, ..Refusal::invalid(at, key, message.to_owned()) });
    };
    if !all.iter().all(is_process) {
        refuse("`hostProcess` has to be true for every container of the pod, or for none");
    }
    let network = value.get("hostNetwork");
    if network.is_none_or(|it| truth(it) == Some(false)) && !value.is_incomplete() {
        refuse("`hostProcess` needs `hostNetwork: true`");
    }
}

fn job<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(spec) = value.get("template").and_then(|it| it.member("spec")) else { return };
    let is_whole = matches!(spec.value.content, Content::Map { .. }) && !spec.value.is_incomplete();
    if is_whole && spec.value.get("restartPolicy").is_none() {
        let message = "`restartPolicy` has to be given: a job cannot have `Always`".to_owned();
        let shown = Some(spec.key_at);
        let key = "template.spec.restartPolicy";
        found.push(Refusal { shown, ..Refusal::missing(&spec.value, key, message) });
    }
}

fn windows<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(os) = value.dig(&["os", "name"]) else { return };
    let mut refuse = |address: &str, value: &'v Value, key: &str| {
        let Some(at) = given(value, key) else { return };
        let message = format!("`{key}` cannot be set for Windows");
        found.push(Refusal::conflict(at, &format!("{address}{key}"), message, os));
    };
    for key in ["hostPID", "hostIPC", "shareProcessNamespace"] {
        refuse("", value, key);
    }
    for (address, context) in contexts(value) {
        OF_LINUX.iter().for_each(|key| refuse(&format!("{address}."), context, key));
    }
}

fn linux<'v>(value: &'v Value, found: &mut Found<'v>) {
    let users = value.get("hostUsers");
    let is_apart = users.and_then(truth) == Some(false);
    for key in ["hostNetwork", "hostPID", "hostIPC"] {
        if let (true, true, Some((at, other))) =
            (is_apart, is_on(value, key), both(value, key, "hostUsers"))
        {
            let message = format!("`{key}` cannot be true where `hostUsers` is false");
            let versions = looked_at("hostUsers");
            let found_here = Refusal::conflict(at, key, message, &other.value);
            found.push(Refusal { versions, ..found_here });
        }
    }
    if let Some((at, other)) = both(value, "shareProcessNamespace", "hostPID")
        && is_on(value, "shareProcessNamespace")
        && is_on(value, "hostPID")
    {
        let message = "containers share processes with each other or with the host, not both";
        found.push(Refusal::conflict(
            at,
            "shareProcessNamespace",
            message.to_owned(),
            &other.value,
        ));
    }
    // The field is unknown where something else fills it in.
    if users.is_none_or(|it| truth(it) == Some(true)) && !value.is_incomplete() {
        for (address, context) in contexts(value) {
            let Some(at) = given(context, "procMount") else { continue };
            if at.value.str_at(&[]) == Some("Unmasked") {
                let message = "`Unmasked` needs `hostUsers: false`".to_owned();
                let key = format!("{address}.procMount");
                let versions = looked_at("procMount");
                let other = users.unwrap_or(&at.value);
                found.push(Refusal { versions, ..Refusal::conflict(at, &key, message, other) });
            }
        }
    }
}
