//! Published ports, short and long form.

use plimsoll_facts::{
    Fact, Identity, Origin, Path, Why,
    read::{Read, Reader, Silence},
    subjects::{Interface, NumberRange, Port, Protocol},
    value::{Content, Value},
};
use plimsoll_syntax::port::{self, Exposure, PortError, PortRange};

use super::{
    piece::Pieces,
    service::{Service, boolean},
};

/// The ports that the service publishes. Whether its network mode lets them have any effect is
/// not looked at here.
pub(super) fn lower(service: &Service<'_>) -> Vec<Port> {
    let mut ports: Vec<Port> = Vec::new();
    let is_internal = is_internal(service);
    for item in service.items("ports") {
        let port = match &item.content {
            Content::Map { .. } => long(service, item),
            Content::Scalar(_) => short(service, item),
            Content::List { .. } | Content::Lost => continue,
        };
        let port = match is_internal {
            true => Port { interface: port.interface.map(|_| Interface::Nowhere), ..port },
            false => port,
        };
        let is_taken = |it: &Port| it.identity.address == port.identity.address;
        let port = if ports.iter().any(is_taken) { by_host_port(service, port) } else { port };
        ports.push(port);
    }
    ports
}

/// Two ports of a service that lead to the same port in the container are told apart by the one
/// on the host.
fn by_host_port(service: &Service<'_>, mut port: Port) -> Port {
    let published = port.published.known().map_or_else(|| "?".to_owned(), ToString::to_string);
    let Identity { name, shown, owner, .. } = &port.identity;
    let both = format!("{published}:{name}");
    port.identity = Identity { name: name.clone(), ..service.part("ports", &both, *shown, *owner) };
    port
}

fn identity(
    service: &Service<'_>,
    item: Origin,
    target: &Fact<NumberRange>,
    protocol: &Fact<Protocol>,
    written: &str,
) -> Identity {
    let name = match (target.known(), protocol.known()) {
        (Some(target), Some(Protocol::Tcp) | None) => target.to_string(),
        (Some(target), Some(protocol)) => format!("{target}/{protocol}"),
        (None, _) => written.to_owned(),
    };
    service.part("ports", &name, item, item)
}

fn short(service: &Service<'_>, item: &Value) -> Port {
    let Some(pieces) = Pieces::of_item(item) else { return malformed(service, item) };
    let text = &*pieces.text.value;
    let parsed = match (pieces.refusal(), port::parse(text)) {
        (None, Ok(parsed)) => parsed,
        (refusal, parsed) => {
            let is_open = parsed.is_err_and(|error| error.kind == PortError::Unresolved);
            let why = match refusal {
                Some(why) => why,
                None if is_open => Why::Interpolated,
                None => Why::Malformed,
            };
            return unknown(service, item, &pieces, why);
        }
    };
    let range = |range: PortRange<'_>| match range.bounds {
        Some(bounds) => pieces.stated(range.part, number_range(bounds)),
        None => pieces.unknown(Some(range.part), Why::Interpolated),
    };
    let interface = match (parsed.exposure(), parsed.address) {
        (Exposure::Unknown, address) => {
            pieces.unknown(address.map(|it| it.part), Why::Interpolated)
        }
        (exposure, Some(address)) => pieces.stated(address.part, interface_of(exposure)),
        (_, None) => default_interface(service).unwrap_or_else(|| pieces.assumed(Interface::Every)),
    };
    let protocol = match (parsed.protocol, parsed.protocol_part) {
        (port::Protocol::Unknown, part) => pieces.unknown(part, Why::Interpolated),
        (protocol, Some(part)) => pieces.stated(part, protocol_of(protocol)),
        (_, None) if parsed.container.bounds.is_none() => {
            pieces.unknown(Some(parsed.container.part), Why::Interpolated)
        }
        (protocol, None) => pieces.assumed(protocol_of(protocol)),
    };
    let published = match parsed.host {
        Some(host) => range(host),
        // A variable alone can hold a whole specification.
        None if parsed.exposure() == Exposure::Unknown => pieces.unknown(None, Why::Interpolated),
        None => pieces.assumed(NumberRange::single(0)),
    };
    let target = range(parsed.container);
    Port {
        identity: identity(service, item.at, &target, &protocol, text),
        container: service.container,
        interface,
        published,
        target,
        protocol,
    }
}

fn unknown(service: &Service<'_>, item: &Value, pieces: &Pieces<'_>, why: Why) -> Port {
    Port {
        identity: service.part("ports", &pieces.text.value, item.at, item.at),
        container: service.container,
        interface: pieces.unknown(None, why),
        published: pieces.unknown(None, why),
        target: pieces.unknown(None, why),
        protocol: pieces.unknown(None, why),
    }
}

fn malformed(service: &Service<'_>, item: &Value) -> Port {
    let reader = service.part_reader(item);
    Port {
        identity: service.part("ports", "?", item.at, item.at),
        container: service.container,
        interface: lost(&reader, &["host_ip"]),
        published: lost(&reader, &["published"]),
        target: lost(&reader, &["target"]),
        protocol: lost(&reader, &["protocol"]),
    }
}

fn lost<T>(reader: &Reader<'_>, path: Path) -> Fact<T> {
    reader.absent(reader.slot(path), Silence::Unknown(Why::Lost))
}

fn long(service: &Service<'_>, item: &Value) -> Port {
    let reader = service.part_reader(item);
    let range = |value: &Value| {
        let Some(text) = value.text() else { return Read::Unknown(Why::Malformed) };
        match port::parse_published(&text.value) {
            Ok(PortRange { bounds: Some(bounds), .. }) => Read::Value(number_range(bounds)),
            Ok(_) => Read::Unknown(Why::Interpolated),
            Err(_) if text.value.is_empty() => Read::Absent,
            Err(_) => Read::Unknown(Why::Malformed),
        }
    };
    let target = reader.fact(&["target"], Silence::Unknown(Why::Malformed), range);
    let published = reader.fact(&["published"], Silence::Means(NumberRange::single(0)), range);
    let protocol = reader.fact(&["protocol"], Silence::Means(Protocol::Tcp), |value| {
        match value.text().map(|text| text.value.to_ascii_lowercase()).as_deref() {
            Some("tcp" | "") => Read::Value(Protocol::Tcp),
            Some("udp") => Read::Value(Protocol::Udp),
            Some("sctp") => Read::Value(Protocol::Sctp),
            _ => Read::Unknown(Why::Malformed),
        }
    });
    let interface = match (reader.value.get("host_ip"), default_interface(service)) {
        (None, Some(interface)) => interface,
        _ => reader.fact(&["host_ip"], Silence::Means(Interface::Every), |value| {
            let address = value.text().and_then(|text| text.value.parse().ok());
            address.map_or(Read::Unknown(Why::Malformed), |address| {
                Read::Value(interface_of(port::exposure_of(address)))
            })
        }),
    };
    Port {
        identity: identity(service, item.at, &target, &protocol, "?"),
        container: service.container,
        interface,
        published,
        target,
        protocol,
    }
}

/// The ports that the service listens on according to `ports` and `expose`, each with its place.
pub(super) fn listening(service: &Service<'_>, ports: &[Port]) -> Vec<Fact<NumberRange>> {
    let mut listening: Vec<Fact<NumberRange>> = Vec::new();
    for item in service.items("expose") {
        let Some(pieces) = Pieces::of_item(item) else { continue };
        let text = &*pieces.text.value;
        listening.push(match port::parse(text) {
            _ if pieces.refusal().is_some() => pieces.unknown(None, Why::Malformed),
            Ok(parsed) => match parsed.container.bounds {
                Some(bounds) => pieces.stated(parsed.container.part, number_range(bounds)),
                None => pieces.unknown(None, Why::Interpolated),
            },
            Err(error) if error.kind == PortError::Unresolved => {
                pieces.unknown(None, Why::Interpolated)
            }
            Err(_) => pieces.unknown(None, Why::Malformed),
        });
    }
    for port in ports {
        let is_new = port
            .target
            .known()
            .is_none_or(|target| listening.iter().all(|it| it.known() != Some(target)));
        if is_new {
            listening.push(port.target.clone());
        }
    }
    listening
}

/// The address that the service's only network binds ports to, where its options name one
/// (`com.docker.network.bridge.host_binding_ipv4`).
fn default_interface(service: &Service<'_>) -> Option<Fact<Interface>> {
    const OPTION: Path = &["driver_opts", "com.docker.network.bridge.host_binding_ipv4"];
    if service.reader.value.get("network_mode").is_some() {
        return None;
    }
    let names = service.networks();
    let [name] = names.as_slice() else { return None };
    let network = service.declared("networks", name)?;
    network.dig(OPTION)?;
    let reader = service.part_reader(network);
    Some(reader.fact(OPTION, Silence::Means(Interface::Every), |value| {
        let address = value.text().and_then(|text| text.value.parse().ok());
        address.map_or(Read::Unknown(Why::Malformed), |address| {
            Read::Value(interface_of(port::exposure_of(address)))
        })
    }))
}

/// Whether every network of the service is `internal`: the engine publishes nothing then.
pub(super) fn is_internal(service: &Service<'_>) -> bool {
    if service.reader.value.get("network_mode").is_some() {
        return false;
    }
    let names = service.networks();
    let is_internal = |name: &&str| {
        let declared = service.declared("networks", name);
        declared
            .and_then(|it| it.get("internal"))
            .is_some_and(|it| matches!(boolean(it), Read::Value(true)))
    };
    !names.is_empty() && names.iter().all(is_internal)
}

fn interface_of(exposure: Exposure) -> Interface {
    match exposure {
        Exposure::Loopback(address) => Interface::Loopback(address.to_string()),
        Exposure::OneAddress(address) => Interface::Address(address.to_string()),
        Exposure::EveryInterface | Exposure::Unknown => Interface::Every,
    }
}

fn protocol_of(protocol: port::Protocol) -> Protocol {
    match protocol {
        port::Protocol::Udp => Protocol::Udp,
        port::Protocol::Sctp => Protocol::Sctp,
        port::Protocol::Tcp | port::Protocol::Unknown => Protocol::Tcp,
    }
}

fn number_range((first, last): (u16, u16)) -> NumberRange {
    NumberRange { first: first.into(), last: last.into() }
}
