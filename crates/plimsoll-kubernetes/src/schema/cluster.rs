//! Fields of roles, bindings, admission, definitions, services and configuration that have to fit
//! each other.
//!
//! Source: `pkg/apis/rbac/validation`, `pkg/apis/admissionregistration/validation`,
//! `apiextensions-apiserver`, `kube-aggregator`, `ValidateService`, `ValidateConfigMap` and
//! `ValidateSecret` in `pkg/apis/core/validation`, `pkg/apis/discovery/validation`.

use std::net::IpAddr;

use plimsoll_facts::{
    subjects::DefectKind,
    value::{Content, Value},
};

use super::{
    formats::{self, Format},
    validation::{Found, Refusal, given, is_on, word},
};
use crate::scalar::whole;

/// What contradicts itself in `value`, a mapping of the type `of`.
pub(super) fn of<'v>(of: &str, value: &'v Value, found: &mut Found<'v>) {
    match of {
        "APIServiceSpec" => aggregated(value, found),
        "APIService" => named_after(value, &["version", "group"], found),
        "ClusterRole" => rules(value, false, found),
        "ClusterRoleBinding" | "RoleBinding" => subjects(value, found),
        "ConfigMap" => twice(value, found),
        "CustomResourceDefinition" => definition(value, found),
        "CustomResourceDefinitionVersion" => version(value, found),
        "EndpointSlice" => slice(value, found),
        "EndpointSubset" => endpoints(value, found),
        "MutatingAdmissionPolicySpec" | "ValidatingAdmissionPolicySpec" => policy(value, found),
        "MutatingWebhook" | "ValidatingWebhook" => webhook(value, found),
        "Mutation" => mutation(value, found),
        "Role" => rules(value, true, found),
        "ServiceSpec" => service(value, found),
        _ => {}
    }
}

fn rules<'v>(value: &'v Value, is_namespaced: bool, found: &mut Found<'v>) {
    for (position, rule) in value.get("rules").map_or(&[][..], Value::items).iter().enumerate() {
        if rule.is_incomplete() || !matches!(rule.content, Content::Map { .. }) {
            continue;
        }
        let has = |key: &str| {
            rule.get(key).is_some_and(|it| !it.items().is_empty() || it.is_incomplete())
        };
        let paths = given(rule, "nonResourceURLs").filter(|_| has("nonResourceURLs"));
        let at = format!("rules[{position}]");
        if let Some(paths) = paths {
            let key = format!("{at}.nonResourceURLs");
            if is_namespaced {
                let message = "a namespace has no paths of the API server: use a ClusterRole";
                found.push(Refusal::conflict(paths, &key, message.to_owned(), rule));
            } else if let Some(other) =
                ["apiGroups", "resources", "resourceNames"].iter().find(|it| has(it))
            {
                let message = format!("`nonResourceURLs` cannot stand beside `{other}`");
                let other = rule.get(other).unwrap_or(rule);
                found.push(Refusal::conflict(paths, &key, message, other));
            }
            continue;
        }
        for key in ["apiGroups", "resources"] {
            if !has(key) {
                let message = format!("`{key}` has to be given");
                let place = rule.get(key).unwrap_or(rule);
                found.push(Refusal::missing(place, &format!("{at}.{key}"), message));
                break;
            }
        }
    }
}

fn subjects<'v>(value: &'v Value, found: &mut Found<'v>) {
    const GROUP: &str = "rbac.authorization.k8s.io";
    for (position, subject) in
        value.get("subjects").map_or(&[][..], Value::items).iter().enumerate()
    {
        let address = |key: &str| format!("subjects[{position}].{key}");
        let Some(kind) = word(subject, "kind") else { continue };
        let group = word(subject, "apiGroup").filter(|it| !it.is_empty());
        let wanted = match kind {
            "ServiceAccount" => "",
            "User" | "Group" => GROUP,
            _ => continue,
        };
        if let (Some(group), Some(at)) = (group, subject.get("apiGroup"))
            && group != wanted
            && !group.contains(['$', '{', '<'])
        {
            let message = match wanted {
                "" => "a `ServiceAccount` is of no group: `apiGroup` is empty".to_owned(),
                wanted => format!("`apiGroup` of a `{kind}` is `{wanted}`"),
            };
            found.push(Refusal::invalid(at, &address("apiGroup"), message));
        }
        if kind != "ServiceAccount" {
            continue;
        }
        if let (Some(name), Some(at)) = (word(subject, "name"), subject.get("name"))
            && !name.is_empty()
            && !name.contains(['$', '{', '<'])
            && !formats::is_subdomain(name)
        {
            let message = format!("`{name}` is no name of an account");
            found.push(Refusal::invalid(at, &address("name"), message));
        }
    }
}

/// An object whose name is two fields of its specification, joined by a dot.
fn named_after<'v>(value: &'v Value, fields: &[&str; 2], found: &mut Found<'v>) {
    let (Some(name), Some(at)) =
        (value.str_at(&["metadata", "name"]), value.dig(&["metadata", "name"]))
    else {
        return;
    };
    let Some(spec) = value.get("spec") else { return };
    let field = |key: &str| {
        let path: Vec<&str> = key.split('.').collect();
        match spec.dig(&path) {
            None if spec.is_incomplete() => None,
            None => Some(""),
            Some(it) => it.str_at(&[]),
        }
    };
    let [first, second] = fields;
    let Some((one, other)) = field(first).zip(field(second)) else { return };
    let wanted = format!("{one}.{other}");
    if wanted != name && !wanted.contains(['$', '{', '<']) && !name.contains(['$', '{', '<']) {
        let message = format!("`{name}` has to be `{wanted}`: `{first}` and `{second}`");
        found.push(Refusal::invalid(at, "metadata.name", message));
    }
}

fn aggregated<'v>(value: &'v Value, found: &mut Found<'v>) {
    let bundle = given(value, "caBundle").filter(|it| it.value.str_at(&[]) != Some(""));
    if let (true, Some(bundle), Some(at)) =
        (is_on(value, "insecureSkipTLSVerify"), bundle, given(value, "insecureSkipTLSVerify"))
    {
        let message = "a certificate is checked or not: `caBundle` is given".to_owned();
        found.push(Refusal::conflict(at, "insecureSkipTLSVerify", message, &bundle.value));
    }
}

fn definition<'v>(value: &'v Value, found: &mut Found<'v>) {
    named_after(value, &["names.plural", "group"], found);
    let Some(spec) = value.get("spec").filter(|it| !it.is_incomplete()) else { return };
    if let Some(at) =
        spec.get("preserveUnknownFields").filter(|_| is_on(spec, "preserveUnknownFields"))
    {
        let message = "`preserveUnknownFields` is gone: the schema says it".to_owned();
        found.push(Refusal::invalid(at, "spec.preserveUnknownFields", message));
    }
    let kind = spec.str_at(&["names", "kind"]).unwrap_or("").to_ascii_lowercase();
    let singular = spec.dig(&["names", "singular"]).is_some_and(|it| it.str_at(&[]) != Some(""));
    if let (false, Some(at)) = (singular, spec.dig(&["names", "kind"]))
        && !kind.is_empty()
        && Format::Label1035.problem(&kind).is_some()
    {
        let message =
            format!("`{kind}` cannot be the name of one object: letters, digits and hyphens");
        found.push(Refusal::invalid(at, "spec.names.kind", message));
    }
    let Some(versions) = given(spec, "versions").filter(|it| !it.value.is_incomplete()) else {
        return;
    };
    let stored = versions.value.items().iter().filter(|it| is_on(it, "storage")).count();
    let is_known = versions.value.items().iter().all(|it| {
        !it.is_incomplete() && it.get("storage").is_none_or(|it| crate::scalar::truth(it).is_some())
    });
    if is_known && stored != 1 {
        let message = format!("exactly one version is stored, not {stored}");
        let shown = Some(versions.key_at);
        found
            .push(Refusal { shown, ..Refusal::invalid(&versions.value, "spec.versions", message) });
    }
}

fn version<'v>(value: &'v Value, found: &mut Found<'v>) {
    if let Some(at) = given(value, "deprecationWarning").filter(|_| !is_on(value, "deprecated")) {
        let message = "`deprecationWarning` needs `deprecated: true`".to_owned();
        found.push(Refusal::conflict(at, "deprecationWarning", message, value));
    }
}

fn webhook<'v>(value: &'v Value, found: &mut Found<'v>) {
    if let Some(at) = value.dig(&["clientConfig", "service", "path"])
        && let Some(path) = super::validation::text(at)
        && !path.is_empty()
        && path != "/"
    {
        let segments = path.strip_prefix('/').map(|it| it.trim_end_matches('/').split('/'));
        let is_right = segments.is_some_and(|mut it| it.all(formats::is_subdomain));
        if !is_right && !path.contains(['$', '{', '<']) {
            let message = format!("`{path}` is no path of a service: `/check`");
            found.push(Refusal::invalid(at, "clientConfig.service.path", message));
        }
    }
    let Some(versions) = given(value, "admissionReviewVersions") else { return };
    let items = versions.value.items();
    let is_known = items.iter().all(|it| it.str_at(&[]).is_some());
    let understands = |it: &Value| matches!(it.str_at(&[]), Some("v1" | "v1beta1"));
    if !items.is_empty() && is_known && !items.iter().any(understands) {
        let message = "the API server speaks `v1` and `v1beta1`: one has to be there".to_owned();
        let shown = Some(versions.key_at);
        let key = "admissionReviewVersions";
        found.push(Refusal { shown, ..Refusal::invalid(&versions.value, key, message) });
    }
}

fn policy<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(matched) = given(value, "matchConstraints") else { return };
    if matched.value.is_incomplete() || !matches!(matched.value.content, Content::Map { .. }) {
        return;
    }
    if matched.value.get("resourceRules").is_none_or(|it| it.items().is_empty()) {
        let shown = Some(matched.key_at);
        let message = "`resourceRules` has to be given".to_owned();
        let key = "matchConstraints.resourceRules";
        found.push(Refusal { shown, ..Refusal::missing(&matched.value, key, message) });
    }
}

fn mutation<'v>(value: &'v Value, found: &mut Found<'v>) {
    let (wanted, other) = match word(value, "patchType") {
        Some("ApplyConfiguration") => ("applyConfiguration", "jsonPatch"),
        Some("JSONPatch") => ("jsonPatch", "applyConfiguration"),
        _ => return,
    };
    let at = value.get("patchType").unwrap_or(value);
    if value.get(wanted).is_none() && !value.is_incomplete() {
        found.push(Refusal::missing(at, wanted, format!("`{wanted}` has to be given")));
    }
    if let Some(member) = given(value, other) {
        let message = format!("`{other}` cannot stand beside `{wanted}`");
        found.push(Refusal::conflict(member, other, message, at));
    }
}

fn service<'v>(value: &'v Value, found: &mut Found<'v>) {
    let kind = match value.get("type") {
        None => "ClusterIP",
        Some(_) => match word(value, "type") {
            Some("") => "ClusterIP",
            Some(kind) => kind,
            None => return,
        },
    };
    let other = value.get("type").unwrap_or(value);
    if kind == "ExternalName"
        && let (Some(name), Some(at)) = (word(value, "externalName"), value.get("externalName"))
    {
        let domain = name.strip_suffix('.').unwrap_or(name);
        if !name.contains(['$', '{', '<']) && !formats::is_subdomain(domain) {
            let message = format!("`{name}` is no domain");
            found.push(Refusal::invalid(at, "externalName", message));
        }
    }
    let is_outside = matches!(kind, "NodePort" | "LoadBalancer")
        || kind == "ClusterIP"
            && value
                .get("externalIPs")
                .is_some_and(|it| !it.items().is_empty() || it.is_incomplete());
    if let Some(at) = given(value, "externalTrafficPolicy")
        .filter(|it| !is_outside && it.value.str_at(&[]) != Some(""))
        && matches!(kind, "ClusterIP" | "ExternalName")
    {
        let message = "`externalTrafficPolicy` needs a service that others reach".to_owned();
        found.push(Refusal::conflict(at, "externalTrafficPolicy", message, other));
    }
    let of_balancers =
        ["allocateLoadBalancerNodePorts", "loadBalancerClass", "loadBalancerSourceRanges"];
    for key in of_balancers {
        let is_there = |it: &&plimsoll_facts::value::Member| !matches!(&it.value.content, Content::List { items, .. } if items.is_empty());
        if let Some(at) = given(value, key).filter(is_there).filter(|_| kind != "LoadBalancer") {
            let message = format!("`{key}` needs the type `LoadBalancer`");
            found.push(Refusal::conflict(at, key, message, other));
        }
    }
    if let Some(at) = given(value, "sessionAffinityConfig")
        && at.value.get("clientIP").is_some()
        && matches!(word(value, "sessionAffinity"), None | Some("None" | ""))
        && value.get("sessionAffinity").is_none_or(|it| it.str_at(&[]).is_some())
    {
        let message = "`sessionAffinityConfig` needs `sessionAffinity: ClientIP`".to_owned();
        let other = value.get("sessionAffinity").unwrap_or(value);
        found.push(Refusal::conflict(at, "sessionAffinityConfig", message, other));
    }
    let addresses = value.get("clusterIPs").map_or(&[][..], Value::items);
    for item in addresses.iter().chain(value.get("clusterIP")) {
        let Some(text) = super::validation::text(item) else { continue };
        let is_open = text.contains(['$', '{', '<']);
        if !matches!(text, "" | "None") && !is_open && !formats::is_address(text) {
            let message = format!("`{text}` is no address");
            found.push(Refusal::invalid(item, "clusterIPs", message));
        }
    }
}

/// The address of an endpoint has to be somebody else's.
fn own_address(text: &str) -> Option<&'static str> {
    let address: IpAddr = text.parse().ok()?;
    let is_link_local = match address {
        IpAddr::V4(it) => it.is_link_local(),
        IpAddr::V6(it) => it.segments()[0] & 0xffc0 == 0xfe80,
    };
    let is_local_multicast = match address {
        IpAddr::V4(it) => it.octets()[..3] == [224, 0, 0],
        IpAddr::V6(it) => it.segments()[0] & 0xff0f == 0xff02,
    };
    match address {
        _ if address.is_unspecified() => Some("nobody's"),
        _ if address.is_loopback() => Some("everybody's own"),
        _ if is_link_local || is_local_multicast => Some("known on one link alone"),
        _ => None,
    }
}

fn slice<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(family) = word(value, "addressType") else { return };
    let endpoints = value.get("endpoints").map_or(&[][..], Value::items);
    for item in endpoints.iter().filter_map(|it| it.get("addresses")).flat_map(Value::items) {
        let text = match item.is_null() {
            true => "",
            false => match super::validation::text(item) {
                Some(text) => text,
                None => continue,
            },
        };
        if text.contains(['$', '{', '<']) {
            continue;
        }
        let message = match family {
            "IPv4" if !formats::is_address(text) || text.contains(':') => "an address: `10.9.8.7`",
            "IPv6" if !formats::is_address(text) || !text.contains(':') => {
                "an address: `2001:db8::1`"
            }
            "FQDN" if !formats::is_subdomain(text) => "a domain",
            "IPv4" | "IPv6" => match own_address(text) {
                Some(of_whom) => of_whom,
                None => continue,
            },
            _ => continue,
        };
        let message = format!("`{text}` cannot be the address of an endpoint: {message}");
        found.push(Refusal::invalid(item, "endpoints.addresses", message));
    }
}

fn endpoints<'v>(value: &'v Value, found: &mut Found<'v>) {
    for list in ["addresses", "notReadyAddresses"] {
        for item in value.get(list).map_or(&[][..], Value::items) {
            let of_whom = word(item, "ip").and_then(own_address);
            if let (Some(of_whom), Some(at)) = (of_whom, item.get("ip")) {
                let message = format!("the address of an endpoint cannot be {of_whom}");
                found.push(Refusal::invalid(at, &format!("{list}.ip"), message));
            }
        }
    }
    for port in value.get("ports").map_or(&[][..], Value::items) {
        let at = port.get("port");
        if at.is_none_or(|it| whole(it).is_some_and(|it| !(1..=65_535).contains(&it))) {
            let message = "`port` has to be 1 to 65535".to_owned();
            found.push(Refusal::invalid(at.unwrap_or(port), "ports.port", message));
        }
    }
}

/// A key of a ConfigMap is text or bytes.
fn twice<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(bytes) = value.get("binaryData") else { return };
    for member in value.get("data").map_or(&[][..], Value::members) {
        if let Some(other) = bytes.member(&member.key) {
            let kind = DefectKind::Duplicate;
            let message = format!("`{}` is in `data` and in `binaryData`", member.key);
            let key = format!("binaryData.{}", member.key);
            let shown = Some(other.key_at);
            let refusal = Refusal::invalid(&other.value, &key, message);
            found.push(Refusal { kind, shown, other: Some(&member.value), ..refusal });
        }
    }
}
