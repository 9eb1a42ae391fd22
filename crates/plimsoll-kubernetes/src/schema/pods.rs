//! What the API server refuses about a pod as a whole, or about the template of one.
//!
//! Source: the validation functions of the API server (`ValidatePodSpec`, `ValidateJobSpec`).

use plimsoll_facts::{
    subjects::DefectKind,
    value::{Content, Value},
};

use super::validation::{Found, Refusal, both, given, is_on, looked_at, word};
use crate::scalar::{name_of, truth, whole};

/// What is wrong in `value`, a mapping of the type `of`.
pub(super) fn of<'v>(of: &str, value: &'v Value, found: &mut Found<'v>) {
    match of {
        "Container" => container(value, found),
        "JobSpec" => job(value, found),
        "PodSpec" => pod(value, found),
        "EnvVarSource" => references(value, OF_VARIABLES, found),
        "DownwardAPIVolumeFile" => references(value, OF_FILES, found),
        "ProjectedVolumeSource" => projected(value, found),
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

/// Fields of a pod that a variable can have.
const OF_VARIABLES: &[&str] = &[
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
    "spec.nodeName",
    "spec.serviceAccountName",
    "status.hostIP",
    "status.hostIPs",
    "status.podIP",
    "status.podIPs",
];

/// Fields of a pod that a file can have.
const OF_FILES: &[&str] = &[
    "metadata.annotations",
    "metadata.labels",
    "metadata.name",
    "metadata.namespace",
    "metadata.uid",
];

/// What a variable or a file takes from its pod.
fn references<'v>(value: &'v Value, known: &[&str], found: &mut Found<'v>) {
    if let (Some(path), Some(at)) = (
        value.str_at(&["fieldRef", "fieldPath"]).filter(|it| !it.is_empty() && !it.contains("${")),
        value.dig(&["fieldRef", "fieldPath"]),
    ) {
        let is_entry = |list: &str| {
            let rest = path.strip_prefix(list).and_then(|it| it.strip_prefix("['"));
            rest.and_then(|it| it.strip_suffix("']"))
                .is_some_and(|it| super::formats::is_qualified(&it.to_ascii_lowercase()))
        };
        let is_known = known.contains(&path)
            || is_entry("metadata.labels")
            || is_entry("metadata.annotations");
        if !is_known {
            let message = format!("`{path}` is no field of a pod that can be had here");
            found.push(Refusal::invalid(at, "fieldRef.fieldPath", message));
        }
    }
    if let (Some(name), Some(at)) = (
        value.str_at(&["resourceFieldRef", "resource"]).filter(|it| !it.is_empty()),
        value.dig(&["resourceFieldRef", "resource"]),
    ) {
        let resource = name.strip_prefix("limits.").or_else(|| name.strip_prefix("requests."));
        let is_known = resource.is_some_and(|it| {
            matches!(it, "cpu" | "memory" | "ephemeral-storage") || it.starts_with("hugepages-")
        });
        if !is_known && !name.contains("${") {
            let message = format!("`{name}` is no limit and no request of a container");
            found.push(Refusal::invalid(at, "resourceFieldRef.resource", message));
        }
    }
}

/// Two files of a projected volume at one place.
fn projected<'v>(value: &'v Value, found: &mut Found<'v>) {
    let mut paths: Vec<&str> = Vec::new();
    for source in value.get("sources").map_or(&[][..], Value::items) {
        let items = ["secret", "configMap", "downwardAPI"].into_iter();
        let items = items.filter_map(|it| source.dig(&[it, "items"])).flat_map(Value::items);
        for item in items {
            let (Some(path), Some(at)) = (word(item, "path"), item.get("path")) else { continue };
            if paths.contains(&path) && !path.is_empty() {
                let kind = DefectKind::Duplicate;
                let message = format!("two files of the volume are at `{path}`");
                found.push(Refusal { kind, ..Refusal::invalid(at, "sources.path", message) });
            }
            paths.push(path);
        }
    }
}

fn container<'v>(value: &'v Value, found: &mut Found<'v>) {
    for key in ["livenessProbe", "readinessProbe", "startupProbe"] {
        let Some(probe) = value.get(key) else { continue };
        let handlers = ["exec", "grpc", "httpGet", "tcpSocket"];
        let null = handlers.iter().find_map(|it| probe.member(it));
        if let Some(null) = null.filter(|_| handlers.iter().all(|it| probe.get(it).is_none())) {
            let message = format!("`{key}` asks nothing");
            let shown = Some(null.key_at);
            let key = format!("{key}.{}", null.key);
            found.push(Refusal { shown, ..Refusal::missing(&null.value, &key, message) });
        }
    }
    if let Some(probe) = value.get("readinessProbe")
        && let Some(at) = given(probe, "terminationGracePeriodSeconds")
    {
        let message = "a readiness probe ends no container".to_owned();
        let key = "readinessProbe.terminationGracePeriodSeconds";
        found.push(Refusal::conflict(at, key, message, probe));
    }
    if let Some(rules) =
        given(value, "restartPolicyRules").filter(|it| !it.value.items().is_empty())
        && value.get("restartPolicy").is_none()
        && !value.is_incomplete()
    {
        let message = "`restartPolicyRules` needs `restartPolicy`".to_owned();
        let shown = Some(rules.key_at);
        found.push(Refusal { shown, ..Refusal::missing(&rules.value, "restartPolicy", message) });
    }
    for mount in value.get("volumeMounts").map_or(&[][..], Value::items) {
        let strict = matches!(word(mount, "recursiveReadOnly"), Some("Enabled" | "IfPossible"));
        let Some(at) = given(mount, "recursiveReadOnly").filter(|_| strict) else { continue };
        let key = format!("volumeMounts[{}].recursiveReadOnly", name_of(mount));
        if !is_on(mount, "readOnly") && !mount.is_incomplete() {
            let message = "`recursiveReadOnly` needs `readOnly: true`".to_owned();
            found.push(Refusal::conflict(at, &key, message, mount));
        }
    }
}

/// What belongs together in a pod.
fn parts<'v>(value: &'v Value, found: &mut Found<'v>) {
    if let Some(at) = given(value, "ephemeralContainers").filter(|it| !it.value.items().is_empty())
    {
        let message = "containers for debugging come to a pod that runs".to_owned();
        let shown = Some(at.key_at);
        found
            .push(Refusal { shown, ..Refusal::invalid(&at.value, "ephemeralContainers", message) });
    }
    if word(value, "dnsPolicy") == Some("None") && !value.is_incomplete() {
        let servers = value.dig(&["dnsConfig", "nameservers"]);
        if let (Some(at), true) = (
            value.get("dnsPolicy"),
            servers.is_none_or(|it| it.items().is_empty() && !it.is_incomplete()),
        ) {
            let message = "`None` needs the servers to ask: `dnsConfig.nameservers`".to_owned();
            found.push(Refusal::missing(at, "dnsConfig.nameservers", message));
        }
    }
    let gates = given(value, "schedulingGates").filter(|it| !it.value.items().is_empty());
    if let (Some(node), Some(gates)) =
        (given(value, "nodeName").filter(|it| it.value.str_at(&[]) != Some("")), gates)
    {
        let message = "`nodeName` cannot be set while `schedulingGates` are closed".to_owned();
        found.push(Refusal::conflict(node, "nodeName", message, &gates.value));
    }
    if let Some(at) =
        value.get("serviceAccount").filter(|_| value.get("serviceAccountName").is_none())
        && let Some(name) = super::validation::text(at)
        && !name.is_empty()
        && !name.contains(['$', '{', '<'])
        && !super::formats::is_subdomain(name)
    {
        let message = format!("`{name}` is no name of an account");
        found.push(Refusal::invalid(at, "serviceAccount", message));
    }
    let claims = value.get("resourceClaims");
    if claims.is_some_and(Value::is_incomplete) || value.is_incomplete() {
        return;
    }
    let names: Vec<&str> = claims.map_or(&[][..], Value::items).iter().map(name_of).collect();
    for (address, container) in containers(value) {
        for claim in container.dig(&["resources", "claims"]).map_or(&[][..], Value::items) {
            let (Some(name), Some(at)) = (word(claim, "name"), claim.get("name")) else { continue };
            if !name.is_empty() && !names.contains(&name) {
                let kind = DefectKind::Undefined;
                let message = format!("the pod has no `{name}` among its `resourceClaims`");
                let key = format!("{address}resources.claims[{name}]");
                found.push(Refusal { kind, ..Refusal::invalid(at, &key, message) });
            }
        }
    }
    let grace = value.get("terminationGracePeriodSeconds").map_or(Some(30), whole);
    for (address, container) in containers(value) {
        let Some(at) = container.dig(&["lifecycle", "preStop", "sleep", "seconds"]) else {
            continue;
        };
        if let (Some(seconds), Some(grace)) = (whole(at), grace)
            && seconds > grace
        {
            let message =
                format!("a pause of {seconds} seconds is longer than the {grace} to end in");
            let kind = DefectKind::Conflict;
            let key = format!("{address}lifecycle.preStop.sleep.seconds");
            found.push(Refusal { kind, ..Refusal::invalid(at, &key, message) });
        }
    }
}

fn pod<'v>(value: &'v Value, found: &mut Found<'v>) {
    parts(value, found);
    match value.str_at(&["os", "name"]) {
        Some("windows") => windows(value, found),
        _ => linux(value, found),
    }
    host_processes(value, found);
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
