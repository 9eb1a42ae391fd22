//! Ingresses of networking.k8s.io/v1 and of the versions before it.

use plimsoll_facts::{
    Fact, Identity, List, Path, Scope, Why,
    read::{Read, Reader, Silence, string},
    subjects::{Ingress, IngressRoute, ObjectId, PortReference, Subjects},
    value::{Content, Value},
};

use super::{
    manifest::Manifest,
    probes::port_reference,
    settings::{text, texts},
};

/// The annotation that the field `ingressClassName` has replaced.
const CLASS: Path = &["metadata", "annotations", "kubernetes.io/ingress.class"];

/// Annotations by which controllers are given a certificate for every host beside `tls`: of GKE, the
/// load balancers of AWS and Azure, OpenShift, Traefik, and those that hand TLS through.
const CERTIFICATES: &[&str] = &[
    "alb.ingress.kubernetes.io/certificate-arn",
    "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
    "haproxy.org/ssl-passthrough",
    "ingress.gcp.kubernetes.io/pre-shared-cert",
    "ingress.kubernetes.io/ssl-passthrough",
    "networking.gke.io/certmap",
    "networking.gke.io/managed-certificates",
    "nginx.ingress.kubernetes.io/ssl-passthrough",
    "route.openshift.io/termination",
    "traefik.ingress.kubernetes.io/router.tls",
];

/// Adds the object, if it is an ingress, with its routes.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    let is_ingress = manifest.kind() == "Ingress"
        && matches!(manifest.group(), "networking.k8s.io" | "extensions");
    if !is_ingress {
        return;
    }
    let reader = manifest.reader();
    let hosts = tls_hosts(&reader);
    let rules = manifest.value.dig(&["spec", "rules"]).map_or(&[][..], Value::items);
    let default = ["defaultBackend", "backend"]
        .into_iter()
        .find_map(|key| manifest.value.dig(&["spec", key]));
    let default_path: Path = match manifest.value.dig(&["spec", "backend"]) {
        Some(_) => &["spec", "backend"],
        None => &["spec", "defaultBackend"],
    };
    let class_annotation = text(&reader, CLASS, "");
    subjects.ingresses.push(Ingress {
        identity: manifest.identity(),
        object,
        class: text(&reader, &["spec", "ingressClassName"], "").or_inherited(&class_annotation),
        class_annotation,
        has_default_backend: reader
            .fact(default_path, Silence::Means(false), |_| Read::Value(true)),
        rules: reader
            .list(&["spec", "rules"], Silence::Means(0), |_| Read::Value(()))
            .whole
            .map(|count| u64::try_from(count).unwrap_or(u64::MAX)),
        tls_hosts: hosts.clone(),
    });
    let ingress = manifest.identity();
    if let Some(backend) = default {
        let identity = Identity {
            address: format!("{}/defaultBackend", ingress.address),
            owner: backend.at,
            ..ingress.clone()
        };
        let reader = Reader { value: backend, ..reader };
        subjects.ingress_routes.push(IngressRoute {
            identity,
            object,
            is_default: true,
            host: Fact::Inapplicable,
            encrypted: Fact::Inapplicable,
            path: Fact::Inapplicable,
            path_type: Fact::Inapplicable,
            service: service(&reader),
            port: port(&reader),
        });
    }
    for rule in rules {
        let host = Reader { value: rule, shown: rule.at, ..reader };
        let host = text(&host, &["host"], "");
        let paths = rule.dig(&["http", "paths"]).map_or(&[][..], Value::items);
        for item in paths.iter().filter(|it| matches!(it.content, Content::Map { .. })) {
            subjects.ingress_routes.push(route(manifest, object, item, &host, &hosts));
        }
    }
}

fn route(
    manifest: &Manifest<'_>,
    object: ObjectId,
    item: &Value,
    host: &Fact<String>,
    hosts: &List<String>,
) -> IngressRoute {
    let ingress = manifest.identity();
    let reader = Reader { value: item, shown: item.at, is_partial: manifest.is_partial };
    let path = text(&reader, &["path"], "");
    let name = host.known().map_or("?", |it| if it.is_empty() { "*" } else { it });
    let path_name = path.known().map_or("?", String::as_str);
    let backend = item.get("backend");
    let backend = backend.map(|value| Reader { value, ..reader });
    IngressRoute {
        identity: Identity {
            name: format!("{name}{path_name}"),
            address: format!("{}/rules[{name}]/paths[{path_name}]", ingress.address),
            shown: item.at,
            owner: item.at,
            ..ingress
        },
        object,
        is_default: false,
        encrypted: encrypted(host, hosts),
        host: host.clone(),
        path_type: text(&reader, &["pathType"], "ImplementationSpecific"),
        path,
        service: backend.as_ref().map_or(Fact::Inapplicable, service),
        port: backend.as_ref().map_or(Fact::Inapplicable, port),
    }
}

/// The hosts that have a certificate; an entry without hosts, or an annotation, has one for all.
fn tls_hosts(reader: &Reader<'_>) -> List<String> {
    const PATH: Path = &["spec", "tls"];
    let entries = reader.list(PATH, Silence::Means(0), |_| Read::Value(()));
    let mut items = Vec::new();
    for entry in reader.value.dig(PATH).map_or(&[][..], Value::items) {
        let inner = Reader { value: entry, ..*reader };
        let hosts = texts(&inner, &["hosts"]);
        if hosts.items.is_empty() {
            items.push(Fact::Stated {
                value: String::new(),
                at: reader.site(entry, reader.slot(PATH)),
                scope: Scope::Own,
            });
        }
        items.extend(hosts.items);
    }
    let annotations = reader.value.dig(&["metadata", "annotations"]);
    for name in CERTIFICATES {
        let Some(value) = annotations.and_then(|it| it.get(name)) else { continue };
        let is_given = value.text().is_some_and(|it| !matches!(&*it.value, "" | "false"));
        if is_given {
            items.push(Fact::Stated {
                value: String::new(),
                at: reader.site(value, reader.slot(PATH)),
                scope: Scope::Own,
            });
        }
    }
    let count = items.len();
    super::settings::open(reader, List { whole: entries.whole.map(|_| count), items })
}

/// Whether one of the certificates is for the host; `*.` stands for one label.
fn encrypted(host: &Fact<String>, hosts: &List<String>) -> Fact<bool> {
    let covers = |certificate: &String, host: &str| {
        certificate.is_empty()
            || certificate == host
            || certificate.strip_prefix("*.").is_some_and(|parent| {
                host.split_once('.')
                    .is_some_and(|(first, rest)| !first.is_empty() && rest == parent)
            })
    };
    let is_covered = |host: &str| match host {
        // Without a host, any certificate is for it.
        "" => hosts.known().next().is_some(),
        host => hosts.has(|it| covers(it, host)),
    };
    let unknown = hosts.items.iter().find_map(why_unknown).or_else(|| why_unknown(&hosts.whole));
    match (host, unknown) {
        (Fact::Stated { value, at, .. } | Fact::Assumed { value, at }, Some(why))
            if !is_covered(value) =>
        {
            Fact::Unknown { at: at.clone(), why }
        }
        _ => host.clone().map(|host| is_covered(&host)),
    }
}

const fn why_unknown<T>(fact: &Fact<T>) -> Option<Why> {
    match fact {
        Fact::Unknown { why, .. } => Some(*why),
        _ => None,
    }
}

fn service(backend: &Reader<'_>) -> Fact<String> {
    if backend.value.get("serviceName").is_some() {
        return backend.fact(&["serviceName"], Silence::Inapplicable, string);
    }
    backend.fact(&["service", "name"], Silence::Inapplicable, string)
}

fn port(backend: &Reader<'_>) -> Fact<PortReference> {
    let malformed = || Silence::Unknown(Why::Malformed);
    if backend.value.get("serviceName").is_some() {
        return backend.fact(&["servicePort"], malformed(), port_reference);
    }
    if backend.value.get("service").is_none() {
        return Fact::Inapplicable;
    }
    let path: Path = match backend.value.dig(&["service", "port", "name"]) {
        Some(_) => &["service", "port", "name"],
        None => &["service", "port", "number"],
    };
    backend.fact(path, malformed(), port_reference)
}
