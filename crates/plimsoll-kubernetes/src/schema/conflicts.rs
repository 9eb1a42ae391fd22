//! Fields of one mapping that exclude each other: the API server refuses the object.
//!
//! Source: the validation functions of the API server (`pkg/apis/*/validation`). What rules of
//! their own say is left out: probes, restart policies, ports in the host's network, privilege
//! escalation. What belongs to a pod as a whole is in `pods`.

use std::net::IpAddr;

use plimsoll_facts::{
    Versions,
    subjects::DefectKind,
    value::{Member, Value},
};

use super::{
    profiles,
    validation::{Found, Refusal, both, given, word},
};
use crate::scalar::number;

/// What contradicts itself in `value`, a mapping of the type `of`.
pub(super) fn of<'v>(of: &str, value: &'v Value, found: &mut Found<'v>) {
    match of {
        "AppArmorProfile" | "SeccompProfile" => profiles::field(value, found),
        "ClusterRoleBinding" => cluster_role(value, found),
        "Container" => variables(value, found),
        "DeploymentStrategy" => strategy(value, found),
        "EnvVar" => variable(value, found),
        "HTTPIngressPath" => path(value, found),
        "HorizontalPodAutoscalerSpec" => replicas(value, found),
        "IPBlock" => block(value, found),
        "Ingress" => class(value, found),
        "IngressBackend" => backend(value, found),
        "IngressRule" => host(value, found),
        "NetworkPolicyPeer" => peer(value, found),
        "NetworkPolicyPort" => ports(value, found),
        "Pod" | "PodTemplateSpec" => profiles::annotations(of, value, found),
        "Secret" => secret(value, found),
        "ServiceSpec" => service(value, found),
        "Volume" => volume(value, found),
        _ => {}
    }
}

fn cluster_role<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(kind) = value.dig(&["roleRef", "kind"]) else { return };
    if value.str_at(&["roleRef", "kind"]) == Some("Role") {
        let message = "a ClusterRoleBinding cannot give a `Role`, which is of one namespace";
        found.push(Refusal::invalid(kind, "roleRef.kind", message.to_owned()));
    }
}

fn strategy<'v>(value: &'v Value, found: &mut Found<'v>) {
    let rolling = given(value, "rollingUpdate");
    if let (Some("Recreate"), Some(at)) = (word(value, "type"), rolling) {
        let message = "`rollingUpdate` cannot stand beside `Recreate`".to_owned();
        let other = value.get("type").unwrap_or(value);
        found.push(Refusal::conflict(at, "rollingUpdate", message, other));
    }
    let Some((surge, gone)) = rolling.and_then(|it| both(&it.value, "maxSurge", "maxUnavailable"))
    else {
        return;
    };
    let is_none = |it: &Member| number(&it.value) == Some(0) || it.value.str_at(&[]) == Some("0%");
    if is_none(surge) && is_none(gone) {
        let message = "no pod may be added and none may go: an update cannot begin".to_owned();
        found.push(Refusal::conflict(gone, "rollingUpdate.maxUnavailable", message, &surge.value));
    }
}

fn variable<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some((text, from)) = both(value, "value", "valueFrom") else { return };
    if text.value.str_at(&[]) != Some("") {
        let message = "a variable has a `value` or a `valueFrom`, not both".to_owned();
        found.push(Refusal::conflict(from, "valueFrom", message, &text.value));
    }
}

fn variables<'v>(value: &'v Value, found: &mut Found<'v>) {
    let items = value.get("env").map_or(&[][..], Value::items);
    for (position, item) in items.iter().enumerate() {
        let Some(name) = word(item, "name") else { continue };
        let Some(later) = items[position + 1..].iter().find(|it| word(it, "name") == Some(name))
        else {
            continue;
        };
        // The later one can be put together from the earlier.
        let is_used = later.str_at(&["value"]).is_some_and(|it| it.contains("$("));
        if let (Some(at), Some(other), false) = (item.get("name"), later.get("name"), is_used) {
            let kind = DefectKind::Ineffective;
            let message = format!("`{name}` is set again below, and only that counts");
            let key = format!("env[{name}]");
            found.push(Refusal { kind, other: Some(other), ..Refusal::invalid(at, &key, message) });
        }
    }
}

fn path<'v>(value: &'v Value, found: &mut Found<'v>) {
    let (Some("Exact" | "Prefix"), Some(path)) = (word(value, "pathType"), word(value, "path"))
    else {
        return;
    };
    if let Some(at) = value.get("path").filter(|_| !path.starts_with('/')) {
        let message = format!("`{path}` has to begin with `/`");
        found.push(Refusal::invalid(at, "path", message));
    }
}

fn replicas<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some((least, most)) = both(value, "minReplicas", "maxReplicas") else { return };
    if let (Some(low), Some(high)) = (number(&least.value), number(&most.value))
        && low > high
    {
        let message = format!("cannot scale from {low} to {high}");
        found.push(Refusal::conflict(most, "maxReplicas", message, &least.value));
    }
}

/// An address and the length of its prefix, in bits.
fn range(text: &str) -> Option<(u128, u32, bool)> {
    let (address, length) = text.split_once('/')?;
    let length: u32 = length.parse().ok()?;
    match address.parse().ok()? {
        IpAddr::V4(it) => (length <= 32).then(|| (u128::from(it.to_bits()) << 96, length, false)),
        IpAddr::V6(it) => (length <= 128).then(|| (it.to_bits(), length, true)),
    }
}

fn block<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(text) = word(value, "cidr") else { return };
    let Some((network, length, is_six)) = range(text) else { return };
    // Addresses of both kinds begin at the left.
    let beyond = network & u128::MAX.checked_shr(length).unwrap_or(0);
    let is_mapped = is_six && text.starts_with("::ffff:");
    if let Some(at) = value.get("cidr").filter(|_| beyond != 0 || is_mapped) {
        let message = match is_mapped {
            true => format!("`{text}` is IPv4 in the clothes of IPv6"),
            false => format!("`{text}` has bits set behind its first {length}"),
        };
        // KEP-4858.
        let versions = Versions::since(1, 36);
        found.push(Refusal { versions, ..Refusal::invalid(at, "cidr", message) });
    }
    for item in value.get("except").map_or(&[][..], Value::items) {
        let Some((inner, longer, other_is_six)) = item.str_at(&[]).and_then(range) else {
            continue;
        };
        let mask = u128::MAX.checked_shl(128 - length).unwrap_or(0);
        let is_within = is_six == other_is_six
            && longer > length
            && (length == 0 || inner & mask == network & mask);
        if !is_within {
            let message = format!("an exception has to be a part of `{text}`");
            let kind = DefectKind::Conflict;
            found.push(Refusal { kind, ..Refusal::invalid(item, "except", message) });
        }
    }
}

fn class<'v>(value: &'v Value, found: &mut Found<'v>) {
    let notes = value.dig(&["metadata", "annotations"]);
    let note = notes.and_then(|it| given(it, "kubernetes.io/ingress.class"));
    let field = value.dig(&["spec", "ingressClassName"]);
    let same = |note: &Member, field: &Value| note.value.str_at(&[]) == field.str_at(&[]);
    if let (Some(note), Some(field)) = (note, field)
        && !same(note, field)
    {
        let message = "the annotation cannot name another class than `ingressClassName`".to_owned();
        found.push(Refusal::conflict(note, "metadata.annotations", message, field));
    }
}

fn backend<'v>(value: &'v Value, found: &mut Found<'v>) {
    if let Some((service, resource)) = both(value, "service", "resource") {
        let message = "a backend is a `service` or a `resource`, not both".to_owned();
        found.push(Refusal::conflict(resource, "resource", message, &service.value));
    }
    let of_resource = ["kind", "name"].into_iter().filter(|_| value.get("resource").is_some());
    for key in of_resource {
        let Some(resource) = value.get("resource").filter(|it| !it.is_incomplete()) else {
            continue;
        };
        if resource.str_at(&[key]).is_none_or(str::is_empty)
            && resource.get(key).is_none_or(|it| it.str_at(&[]) == Some(""))
        {
            let message = format!("`{key}` has to be given");
            found.push(Refusal::missing(resource, &format!("resource.{key}"), message));
        }
    }
}

fn host<'v>(value: &'v Value, found: &mut Found<'v>) {
    let (Some(text), Some(at)) = (word(value, "host"), value.get("host")) else { return };
    let name = text.strip_prefix("*.").unwrap_or(text);
    let is_name = !name.is_empty()
        && name.split('.').all(|label| {
            !label.is_empty()
                && label
                    .chars()
                    .all(|it| it.is_ascii_lowercase() || it.is_ascii_digit() || it == '-')
        });
    if name.contains(['$', '{', '<', '[', '%']) || text.is_empty() {
        return;
    }
    if text.parse::<IpAddr>().is_ok() || !is_name {
        let message = format!("`{text}` is no host: a name in lower case, without port and path");
        found.push(Refusal::invalid(at, "host", message));
    }
}

fn peer<'v>(value: &'v Value, found: &mut Found<'v>) {
    for key in ["podSelector", "namespaceSelector"] {
        if let Some((block, selector)) = both(value, "ipBlock", key) {
            let message = format!("`ipBlock` cannot stand beside `{key}`");
            found.push(Refusal::conflict(block, "ipBlock", message, &selector.value));
            return;
        }
    }
}

fn ports<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(last) = given(value, "endPort") else { return };
    let Some(first) = value.get("port") else {
        if !value.is_incomplete() {
            let message = "`endPort` needs the first port: `port`".to_owned();
            found.push(Refusal::missing(&last.value, "port", message));
        }
        return;
    };
    match (number(first), number(&last.value)) {
        (Some(low), Some(high)) if high < low => {
            let message = format!("{high} comes before {low}");
            found.push(Refusal::conflict(last, "endPort", message, first));
        }
        (None, _) if word(value, "port").is_some() => {
            let message = "`endPort` cannot stand beside a port with a name".to_owned();
            found.push(Refusal::conflict(last, "endPort", message, first));
        }
        _ => {}
    }
}

/// Types of secrets with the keys that they cannot be without.
const SECRET_KEYS: &[(&str, &[&str])] = &[
    ("kubernetes.io/tls", &["tls.crt", "tls.key"]),
    ("kubernetes.io/dockerconfigjson", &[".dockerconfigjson"]),
    ("kubernetes.io/dockercfg", &[".dockercfg"]),
    ("kubernetes.io/ssh-auth", &["ssh-privatekey"]),
];

fn secret<'v>(value: &'v Value, found: &mut Found<'v>) {
    let (Some(kind), Some(at)) = (word(value, "type"), value.get("type")) else { return };
    let keys = SECRET_KEYS.iter().find(|it| it.0 == kind).map_or(&[][..], |it| it.1);
    let is_there = |key: &str| {
        ["data", "stringData"]
            .iter()
            .any(|it| value.get(it).is_some_and(|it| it.member(key).is_some()))
    };
    let is_readable = ["data", "stringData"].iter().all(|it| {
        value.get(it).is_none_or(|it| !it.is_incomplete() && !it.members().iter().any(is_open))
    });
    let account = "kubernetes.io/service-account.name";
    let notes = value.dig(&["metadata", "annotations"]);
    if kind == "kubernetes.io/service-account-token"
        && notes.and_then(|it| it.get(account)).is_none_or(|it| it.str_at(&[]) == Some(""))
        && notes.is_none_or(|it| !it.is_incomplete())
    {
        let message = format!("a token needs the annotation `{account}`");
        found.push(Refusal::missing(at, &format!("metadata.annotations.{account}"), message));
    }
    for key in keys.iter().filter(|key| is_readable && !is_there(key)) {
        found.push(Refusal::missing(at, key, format!("`{kind}` needs the key `{key}`")));
    }
}

/// Whether the key waits for somebody to fill it in.
fn is_open(member: &Member) -> bool {
    member.key.contains(['$', '{', '<'])
}

fn service<'v>(value: &'v Value, found: &mut Found<'v>) {
    let kind = match value.get("type") {
        None => "ClusterIP",
        Some(_) => match word(value, "type") {
            Some(kind) => kind,
            None => return,
        },
    };
    let at = value.get("type").unwrap_or(value);
    if kind == "ExternalName" {
        if value.get("externalName").is_none() && !value.is_incomplete() {
            let message = "`ExternalName` needs the name: `externalName`".to_owned();
            found.push(Refusal::missing(at, "externalName", message));
        }
        return;
    }
    let ip = given(value, "clusterIP").filter(|it| it.value.str_at(&[]) == Some("None"));
    if let (Some(ip), "NodePort" | "LoadBalancer") = (ip, kind) {
        let message = format!("a service without an address of its own cannot be a `{kind}`");
        found.push(Refusal::conflict(ip, "clusterIP", message, at));
    }
    let ports = value.get("ports").map_or(&[][..], Value::items);
    if kind == "ClusterIP" {
        let node_ports = ports.iter().filter_map(|it| given(it, "nodePort"));
        for port in node_ports.filter(|it| number(&it.value).is_some_and(|it| it != 0)) {
            let message = "`nodePort` needs the type `NodePort` or `LoadBalancer`".to_owned();
            found.push(Refusal::conflict(port, "ports.nodePort", message, at));
        }
    }
    if ports.is_empty() && ip.is_none() && !value.is_incomplete() {
        // A list that is there and cannot be read is not empty.
        if value.get("ports").is_none_or(|it| !it.is_incomplete()) {
            found.push(Refusal::missing(at, "ports", "`ports` has to be given".to_owned()));
        }
    }
    let mut taken: Vec<(u64, &str)> = Vec::new();
    for port in ports {
        let protocol = match port.get("protocol") {
            None => "TCP",
            Some(_) => match word(port, "protocol") {
                Some(protocol) => protocol,
                None => continue,
            },
        };
        let (Some(number), Some(at)) = (port.get("port").and_then(number), port.get("port")) else {
            continue;
        };
        if taken.contains(&(number, protocol)) {
            let kind = DefectKind::Duplicate;
            let message = format!("the service has port {number} of {protocol} twice");
            found.push(Refusal { kind, ..Refusal::invalid(at, "ports.port", message) });
        }
        taken.push((number, protocol));
    }
}

fn volume<'v>(value: &'v Value, found: &mut Found<'v>) {
    let sources = value.members().iter().filter(|it| &*it.key != "name" && !it.value.is_null());
    let mut sources = sources.filter(|it| super::is_key_of("Volume", &it.key));
    if let (Some(first), Some(second)) = (sources.next(), sources.next()) {
        let message = format!("a volume is `{}` or `{}`, not both", first.key, second.key);
        found.push(Refusal::conflict(second, &second.key, message, &first.value));
    }
}
