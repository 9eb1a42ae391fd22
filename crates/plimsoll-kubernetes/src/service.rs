//! Services, as the core/v1 API reference has them.

use plimsoll_facts::{
    Fact, Identity, Path, Scope, Why,
    read::{Read, Reader, Silence, string},
    subjects::{ObjectId, PortReference, Service, ServicePort, Subjects},
    value::{Content, Value},
};

use super::{
    manifest::Manifest,
    metadata::labels,
    probes::port_reference,
    scalar::{boolean, name_of, number, truth},
    settings::{count, text, texts},
};

/// Annotations that keep a load balancer inside of the provider's network, with the values that
/// do so; none means any but an empty one. Sources: the documentation of the AWS, Azure, Google,
/// OpenStack, Oracle, Alibaba, IBM and DigitalOcean load balancers.
const INTERNAL: &[(&str, &[&str])] = &[
    ("service.beta.kubernetes.io/aws-load-balancer-internal", &["true", "0.0.0.0/0", "yes"]),
    ("service.beta.kubernetes.io/aws-load-balancer-scheme", &["internal"]),
    ("service.beta.kubernetes.io/azure-load-balancer-internal", &["true"]),
    ("networking.gke.io/load-balancer-type", &["Internal", "internal"]),
    ("cloud.google.com/load-balancer-type", &["Internal", "internal"]),
    ("service.beta.kubernetes.io/openstack-internal-load-balancer", &["true"]),
    ("service.beta.kubernetes.io/oci-load-balancer-internal", &["true"]),
    ("service.beta.kubernetes.io/alibaba-cloud-loadbalancer-address-type", &["intranet"]),
    ("service.kubernetes.io/ibm-load-balancer-cloud-provider-ip-type", &["private"]),
    ("service.kubernetes.io/qcloud-loadbalancer-internal-subnetid", &[]),
    ("service.beta.kubernetes.io/do-loadbalancer-network", &["INTERNAL"]),
];

/// Adds the object, if it is a service, with its ports.
pub(super) fn lower(manifest: &Manifest<'_>, object: ObjectId, subjects: &mut Subjects) {
    if manifest.kind() != "Service" || !manifest.group().is_empty() {
        return;
    }
    let reader = manifest.reader();
    let word = |path: Path, silence: &str| text(&reader, path, silence);
    subjects.services.push(Service {
        service_type: word(&["spec", "type"], "ClusterIP"),
        selector: labels(&reader, &["spec", "selector"]),
        cluster_ip: word(&["spec", "clusterIP"], ""),
        external_ips: texts(&reader, &["spec", "externalIPs"]),
        external_name: word(&["spec", "externalName"], ""),
        source_ranges: texts(&reader, &["spec", "loadBalancerSourceRanges"]),
        internal_load_balancer: internal(&reader),
        load_balancer_ip: word(&["spec", "loadBalancerIP"], ""),
        external_traffic_policy: word(&["spec", "externalTrafficPolicy"], "Cluster"),
        publishes_not_ready: reader.fact(
            &["spec", "publishNotReadyAddresses"],
            Silence::Means(false),
            boolean,
        ),
        ..Service::bare(manifest.identity(), object)
    });
    let ports = manifest.value.dig(&["spec", "ports"]).map_or(&[][..], Value::items);
    for item in ports.iter().filter(|it| matches!(it.content, Content::Map { .. })) {
        subjects.service_ports.push(port(manifest, object, item));
    }
}

/// Whether an annotation keeps the load balancer inside.
fn internal(reader: &Reader<'_>) -> Fact<bool> {
    const PATH: Path = &["metadata", "annotations"];
    let slot = reader.slot(PATH);
    for member in reader.value.dig(PATH).map_or(&[][..], Value::members) {
        let Some((_, words)) = INTERNAL.iter().find(|(key, _)| *key == &*member.key) else {
            continue;
        };
        let text = member.value.text().map_or("", |text| text.value.trim());
        let is_internal = words.contains(&text)
            || truth(&member.value) == Some(true) && words.contains(&"true")
            || words.is_empty() && !text.is_empty();
        if is_internal {
            let at = reader.site(&member.value, slot);
            return Fact::Stated { value: true, at, scope: Scope::Own };
        }
    }
    reader.absent(slot, Silence::Means(false))
}

fn port(manifest: &Manifest<'_>, object: ObjectId, item: &Value) -> ServicePort {
    let service = manifest.identity();
    let reader = Reader { value: item, shown: item.at, is_partial: manifest.is_partial };
    let name = match name_of(item) {
        "?" => item.str_at(&["port"]).unwrap_or("?"),
        name => name,
    };
    // Left out, the pods listen on the same port.
    let same = match item.get("port").and_then(number).map(u32::try_from) {
        Some(Ok(port)) => Silence::Means(PortReference::Number(port)),
        _ => Silence::Unknown(Why::Malformed),
    };
    let identity = Identity {
        name: name.to_owned(),
        address: format!("{}/ports[{name}]", service.address),
        shown: item.get("name").map_or(item.at, |it| it.at),
        owner: item.at,
        ..service
    };
    ServicePort {
        name: text(&reader, &["name"], ""),
        port: count(&reader, &["port"], Silence::Unknown(Why::Malformed)),
        target: reader.fact(&["targetPort"], same, |value| match port_reference(value) {
            // The API server takes zero for nothing.
            Read::Value(PortReference::Number(0)) => Read::Absent,
            read => read,
        }),
        node_port: count(&reader, &["nodePort"], Silence::Means(0)),
        protocol: text(&reader, &["protocol"], "TCP"),
        app_protocol: reader.fact(&["appProtocol"], Silence::Means(String::new()), string),
        ..ServicePort::bare(identity, object)
    }
}
