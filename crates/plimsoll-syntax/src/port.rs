//! Published ports of Compose, short syntax: `[[ADDRESS:]HOST:]CONTAINER[/PROTOCOL]`.
//!
//! Follows the specification's chapter *Ports* and what the engine's port parser does with the
//! odd cases: `::1:6000:6000`, `0.0.0.0::80`, `[::1]:80:80`. A specification that still holds a
//! variable is cut at the colons outside of it; what a variable may hold is never guessed. Whether
//! a network's options change the default address is not known here.

use std::{fmt, net::IpAddr};

use super::{
    Part, SyntaxError,
    interpolation::{holds_variable, outside_variables},
};

/// One published port, or a range of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published<'a> {
    /// The address on the host, without brackets; `None` where none is written.
    pub address: Option<Address<'a>>,
    /// The ports on the host; `None` where the engine picks one.
    pub host: Option<PortRange<'a>>,
    /// The ports in the container.
    pub container: PortRange<'a>,
    /// The protocol.
    pub protocol: Protocol,
    /// The protocol as written, without its slash.
    pub protocol_part: Option<Part<'a>>,
    /// Whether a variable stands where an address could come out of it.
    leftmost_is_variable: bool,
}

/// An address on the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address<'a> {
    /// As written, without brackets.
    pub part: Part<'a>,
    /// The address; `None` while it holds a variable.
    pub ip: Option<IpAddr>,
}

/// A port, or a range of ports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PortRange<'a> {
    /// As written.
    pub part: Part<'a>,
    /// The first and the last port; `None` while it holds a variable.
    pub bounds: Option<(u16, u16)>,
}

/// A transport protocol.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// TCP, the default.
    #[default]
    Tcp,
    /// UDP.
    Udp,
    /// SCTP.
    Sctp,
    /// It holds a variable.
    Unknown,
}

/// From where a published port can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exposure {
    /// From every network that the host is on.
    EveryInterface,
    /// From the host only, at one address.
    Loopback(IpAddr),
    /// From the network of one address.
    OneAddress(IpAddr),
    /// A variable decides.
    Unknown,
}

/// Why a text publishes no port.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PortError {
    /// No port in the container.
    MissingContainerPort,
    /// A port in the container that is no number up to 65535 and no range.
    InvalidContainerPort,
    /// A port on the host that is no number up to 65535 and no range.
    InvalidHostPort,
    /// An address that is no literal address: `localhost`, `*`.
    InvalidAddress,
    /// A protocol other than tcp, udp and sctp.
    InvalidProtocol,
    /// A range whose end lies before its start.
    ReversedRange,
    /// Ranges on host and container of different lengths.
    UnequalRanges,
    /// A variable decides whether it is valid.
    Unresolved,
}

impl fmt::Display for PortError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::MissingContainerPort => "has no container port",
            Self::InvalidContainerPort => "has an invalid container port",
            Self::InvalidHostPort => "has an invalid host port",
            Self::InvalidAddress => "has an invalid address; a name is not accepted",
            Self::InvalidProtocol => "has a protocol other than tcp, udp and sctp",
            Self::ReversedRange => "has a port range that ends before it starts",
            Self::UnequalRanges => "has port ranges of different lengths",
            Self::Unresolved => "depends on a variable",
        })
    }
}

/// Reads a port specification.
///
/// # Errors
///
/// The first part that Compose refuses; [`PortError::Unresolved`] where a variable could still
/// make it valid.
pub fn parse(text: &str) -> Result<Published<'_>, SyntaxError<PortError>> {
    let parsed = parse_fields(Part::whole(text));
    if parsed.is_err() && holds_variable(text) {
        return Err(SyntaxError::new(PortError::Unresolved, Part::whole(text).range()));
    }
    parsed
}

fn parse_fields(whole: Part<'_>) -> Result<Published<'_>, SyntaxError<PortError>> {
    let fail = |kind, part: Part<'_>| Err(SyntaxError::new(kind, part.range()));
    // The last two colons outside variables separate; everything before them is the address.
    let mut colons = [None, None];
    let mut first = whole.text().len();
    for at in outside_variables(whole.text(), b':') {
        first = first.min(at);
        colons = [colons[1], Some(at)];
    }
    let (address, host, last) = match colons {
        [Some(a), Some(b)] => (whole.before(a), whole.sub(a + 1, b), whole.after(b + 1)),
        [_, Some(b)] => (whole.before(0), whole.before(b), whole.after(b + 1)),
        _ => (whole.before(0), whole.before(0), whole),
    };
    let (container, protocol_part) = match split_protocol(last) {
        Some((container, protocol)) => (container, Some(protocol)),
        None => (last, None),
    };
    let protocol = match protocol_part {
        Some(part) => parse_protocol(part)
            .ok_or(SyntaxError::new(PortError::InvalidProtocol, part.range()))?,
        None => Protocol::Tcp,
    };
    // Empty brackets are an empty address to the engine.
    let address = if address.is_empty() || address.text() == "[]" {
        None
    } else {
        Some(
            parse_address(address)
                .ok_or(SyntaxError::new(PortError::InvalidAddress, address.range()))?,
        )
    };
    if container.is_empty() {
        return fail(PortError::MissingContainerPort, container);
    }
    let container = parse_range(container, PortError::InvalidContainerPort)?;
    let host =
        if host.is_empty() { None } else { Some(parse_range(host, PortError::InvalidHostPort)?) };
    if let (Some(host), Some(inner)) = (host, container.bounds) {
        // Many host ports to one container port: the engine picks one of them.
        let unequal = |outer: (u16, u16)| outer.1 - outer.0 != inner.1 - inner.0;
        if inner.0 != inner.1 && host.bounds.is_some_and(unequal) {
            return fail(PortError::UnequalRanges, host.part);
        }
    }
    let leftmost = whole.before(first);
    Ok(Published {
        address,
        host,
        container,
        protocol,
        protocol_part,
        leftmost_is_variable: holds_variable(leftmost.text()),
    })
}

fn split_protocol(last: Part<'_>) -> Option<(Part<'_>, Part<'_>)> {
    let slash = outside_variables(last.text(), b'/').next()?;
    Some((last.before(slash), last.after(slash + 1)))
}

fn parse_protocol(part: Part<'_>) -> Option<Protocol> {
    let text = part.text();
    if holds_variable(text) {
        return Some(Protocol::Unknown);
    }
    Some(match text.to_ascii_lowercase().as_str() {
        "" | "tcp" => Protocol::Tcp,
        "udp" => Protocol::Udp,
        "sctp" => Protocol::Sctp,
        _ => return None,
    })
}

fn parse_address(part: Part<'_>) -> Option<Address<'_>> {
    let text = part.text();
    let bracketed = text.len() >= 2 && text.starts_with('[') && text.ends_with(']');
    let part = if bracketed { part.sub(1, text.len() - 1) } else { part };
    if holds_variable(part.text()) {
        return Some(Address { part, ip: None });
    }
    let ip = part.text().parse().ok()?;
    Some(Address { part, ip: Some(ip) })
}

fn parse_range(part: Part<'_>, kind: PortError) -> Result<PortRange<'_>, SyntaxError<PortError>> {
    let bounds =
        parse_bounds(part.text(), kind).map_err(|it| SyntaxError::new(it, part.range()))?;
    Ok(PortRange { part, bounds })
}

/// Reads `80` or `80-90`; `None` while a variable is in it.
fn parse_bounds(text: &str, kind: PortError) -> Result<Option<(u16, u16)>, PortError> {
    if holds_variable(text) {
        return Ok(None);
    }
    let number = |text: &str| -> Result<u16, PortError> {
        if !text.bytes().all(|it| it.is_ascii_digit()) {
            return Err(kind);
        }
        text.parse().map_err(|_| kind)
    };
    let (first, last) = match text.split_once('-') {
        Some((first, last)) => (number(first)?, number(last)?),
        None => (number(text)?, number(text)?),
    };
    if last < first {
        return Err(PortError::ReversedRange);
    }
    Ok(Some((first, last)))
}

/// Reads the `published` or `target` of a long form, which holds a port or a range.
///
/// # Errors
///
/// [`PortError::InvalidHostPort`] or [`PortError::ReversedRange`].
pub fn parse_published(text: &str) -> Result<PortRange<'_>, SyntaxError<PortError>> {
    parse_range(Part::whole(text), PortError::InvalidHostPort)
}

/// From where a port bound to `ip` can be reached.
#[must_use]
pub fn exposure_of(ip: IpAddr) -> Exposure {
    match ip.to_canonical() {
        ip if ip.is_unspecified() => Exposure::EveryInterface,
        ip if ip.is_loopback() => Exposure::Loopback(ip),
        ip => Exposure::OneAddress(ip),
    }
}

impl Published<'_> {
    /// From where it can be reached, as far as the specification says. A variable in front could
    /// bring an address along (`PORT=127.0.0.1:8080`), so it leaves this unknown.
    #[must_use]
    pub fn exposure(&self) -> Exposure {
        if self.leftmost_is_variable {
            return Exposure::Unknown;
        }
        match self.address {
            None => Exposure::EveryInterface,
            Some(Address { ip: Some(ip), .. }) => exposure_of(ip),
            Some(_) => Exposure::Unknown,
        }
    }

    /// Whether it can be reached from every network that the host is on.
    #[must_use]
    pub fn is_every_interface(&self) -> bool {
        self.exposure() == Exposure::EveryInterface
    }

    /// Whether it can be reached from the host only.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        matches!(self.exposure(), Exposure::Loopback(_))
    }

    /// Whether the engine picks the port on the host.
    #[must_use]
    pub fn is_ephemeral(&self) -> bool {
        self.host.is_none_or(|host| host.bounds == Some((0, 0)))
    }
}

impl PortRange<'_> {
    /// Whether `port` is in it; false while it holds a variable.
    #[must_use]
    pub fn contains(&self, port: u16) -> bool {
        self.bounds.is_some_and(|(first, last)| first <= port && port <= last)
    }
}

impl Protocol {
    /// The name in lower case; `unknown` while it holds a variable.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Sctp => "sctp",
            Self::Unknown => "unknown",
        }
    }
}

impl fmt::Display for Published<'_> {
    /// The specification with IPv6 in brackets and without the default protocol.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.address {
            Some(Address { ip: Some(IpAddr::V6(ip)), .. }) => write!(f, "[{ip}]:")?,
            Some(Address { ip: Some(IpAddr::V4(ip)), .. }) => write!(f, "{ip}:")?,
            Some(Address { part, .. }) => write!(f, "{part}:")?,
            None => {}
        }
        if let Some(host) = self.host {
            write!(f, "{}:", host.part)?;
        } else if self.address.is_some() {
            f.write_str(":")?;
        }
        self.container.part.fmt(f)?;
        match (self.protocol, self.protocol_part) {
            (Protocol::Tcp, _) => Ok(()),
            (Protocol::Unknown, Some(part)) => write!(f, "/{part}"),
            (protocol, _) => write!(f, "/{}", protocol.as_str()),
        }
    }
}

#[cfg(test)]
mod tests;
