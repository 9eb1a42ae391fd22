//! Ports: those that a container listens on, and those that its host opens for it.

use plimsoll_facts::{
    Fact, List, Path, Why,
    read::{Read, Reader, Silence},
    subjects::{ContainerPort, Interface, NumberRange, Port, Protocol},
    value::Value,
};

use super::{
    pod::Part,
    scalar::{number, truth, why_of},
};

/// The ports that the container says it listens on.
pub(super) fn listened(part: &Part<'_>) -> List<NumberRange> {
    part.open(part.reader.list(&["ports"], Silence::Means(0), |item| {
        item.get("containerPort").map_or(Read::Unknown(Why::Malformed), range)
    }))
}

/// The same with their names.
pub(super) fn named(part: &Part<'_>) -> List<ContainerPort> {
    part.open(part.reader.list(&["ports"], Silence::Means(0), |item| {
        let keys = ["name", "containerPort", "protocol"];
        if let Some(why) = keys.iter().find_map(|key| item.get(key)?.text()?.unknown) {
            return Read::Unknown(why);
        }
        let Some(number) = item.get("containerPort").and_then(number) else {
            return Read::Unknown(Why::Malformed);
        };
        let text = |key: &str, silence: &str| item.str_at(&[key]).unwrap_or(silence).to_owned();
        let name = text("name", "");
        Read::Value(ContainerPort { name, number, protocol: text("protocol", "TCP") })
    }))
}

/// A port; zero is none.
fn range(value: &Value) -> Read<NumberRange> {
    let port = number(value).and_then(|it| u16::try_from(it).ok()).filter(|it| *it > 0);
    match port {
        Some(port) => Read::Value(NumberRange::single(port.into())),
        None => Read::Unknown(why_of(value)),
    }
}

/// The ports that are open on the host: by `hostPort`, or because the container has no network
/// of its own.
pub(super) fn published(part: &Part<'_>) -> Vec<Port> {
    let is_on_host = part.pod.reader.value.get("hostNetwork").and_then(truth) == Some(true);
    let items = part.reader.value.get("ports").map_or(&[][..], Value::items);
    items
        .iter()
        .filter_map(|item| {
            let host_port = item.get("hostPort").filter(|it| number(it) != Some(0));
            (is_on_host || host_port.is_some()).then(|| port(part, item, host_port.is_some()))
        })
        .collect()
}

fn port(part: &Part<'_>, item: &Value, has_host_port: bool) -> Port {
    let reader = part.inner(item);
    let target = reader.fact(&["containerPort"], Silence::Unknown(Why::Malformed), range);
    let published: Path = if has_host_port { &["hostPort"] } else { &["containerPort"] };
    let number = target.known().map_or_else(|| "?".to_owned(), ToString::to_string);
    let named = item.get("name").and_then(Value::text);
    Port {
        identity: part.pod.part(
            named.map_or(&number, |text| &text.value),
            format!("{}/ports[{number}]", part.address),
            item.at,
            item.at,
        ),
        container: part.id,
        interface: interface(part, &reader, has_host_port),
        published: reader.fact(published, Silence::Unknown(Why::Malformed), range),
        target,
        protocol: protocol(&reader),
    }
}

fn interface(part: &Part<'_>, reader: &Reader<'_>, has_host_port: bool) -> Fact<Interface> {
    if !has_host_port {
        // The program chooses among all addresses of the host, and it is this that lets it.
        let network = &part.pod.reader;
        return network.fact(&["hostNetwork"], Silence::Unknown(Why::Malformed), |_| {
            Read::Value(Interface::Every)
        });
    }
    reader.fact(&["hostIP"], Silence::Means(Interface::Every), |value| {
        let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
        match text.value.parse::<std::net::IpAddr>() {
            _ if text.value.is_empty() => Read::Absent,
            Ok(address) if address.is_unspecified() => Read::Value(Interface::Every),
            Ok(address) if address.is_loopback() => {
                Read::Value(Interface::Loopback(address.to_string()))
            }
            Ok(address) => Read::Value(Interface::Address(address.to_string())),
            Err(_) => Read::Unknown(Why::Malformed),
        }
    })
}

fn protocol(reader: &Reader<'_>) -> Fact<Protocol> {
    reader.fact(&["protocol"], Silence::Means(Protocol::Tcp), |value| {
        match value.text().map(|text| &*text.value) {
            Some("TCP") => Read::Value(Protocol::Tcp),
            Some("UDP") => Read::Value(Protocol::Udp),
            Some("SCTP") => Read::Value(Protocol::Sctp),
            _ => Read::Unknown(Why::Malformed),
        }
    })
}
