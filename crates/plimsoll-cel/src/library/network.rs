//! Addresses and networks.

use std::net::{IpAddr, Ipv6Addr};

use super::{
    Cost, Overload,
    Sig::{Bool, Int, Opaque, String as Text},
    function, member,
};
use crate::{
    eval::{Outcome, Stop, Work},
    types::Opaque as Kind,
    value::{Cidr, Value},
};

const ADDRESS: super::Sig = Opaque(Kind::Ip);
const NETWORK: super::Sig = Opaque(Kind::Cidr);

pub(super) const OVERLOADS: &[Overload] = &[
    function("ip", &[Text], ADDRESS, ip).since(30).costs(Cost::Walk(0)),
    function("isIP", &[Text], Bool, is_ip).since(30).costs(Cost::Walk(0)),
    function("ip.isCanonical", &[Text], Bool, is_canonical).since(30).costs(Cost::WalkTwice),
    member("family", &[ADDRESS], Int, family).since(30),
    member("isUnspecified", &[ADDRESS], Bool, is_unspecified).since(30),
    member("isLoopback", &[ADDRESS], Bool, is_loopback).since(30),
    member("isLinkLocalMulticast", &[ADDRESS], Bool, is_link_local_multicast).since(30),
    member("isLinkLocalUnicast", &[ADDRESS], Bool, is_link_local_unicast).since(30),
    member("isGlobalUnicast", &[ADDRESS], Bool, is_global_unicast).since(30),
    function("cidr", &[Text], NETWORK, cidr).since(30).costs(Cost::Walk(0)),
    function("isCIDR", &[Text], Bool, is_cidr).since(30).costs(Cost::Walk(0)),
    member("containsIP", &[NETWORK, ADDRESS], Bool, contains_ip).since(30).costs(Cost::Fixed(2)),
    member("containsIP", &[NETWORK, Text], Bool, contains_ip).since(30).costs(Cost::Fixed(4)),
    member("containsCIDR", &[NETWORK, NETWORK], Bool, contains_cidr)
        .since(30)
        .costs(Cost::Fixed(4)),
    member("containsCIDR", &[NETWORK, Text], Bool, contains_cidr).since(30).costs(Cost::Fixed(6)),
    member("ip", &[NETWORK], ADDRESS, network_address).since(30),
    member("prefixLength", &[NETWORK], Int, prefix_length).since(30),
    member("masked", &[NETWORK], NETWORK, masked).since(30),
];

fn parse_ip(text: &str) -> Result<IpAddr, Stop> {
    let failed = |what: &str| {
        Stop::error(format!(
            "IP Address {text:?} parse error during conversion from string: {what}"
        ))
    };
    if text
        .split_once('%')
        .is_some_and(|(address, zone)| !zone.is_empty() && address.parse::<Ipv6Addr>().is_ok())
    {
        return Err(Stop::error(format!("IP address {text:?} with zone value is not allowed")));
    }
    match text.parse() {
        Ok(IpAddr::V6(address)) if address.to_ipv4_mapped().is_some() => {
            Err(Stop::error(format!("IPv4-mapped IPv6 address {text:?} is not allowed")))
        }
        Ok(address) => Ok(address),
        Err(_) => Err(failed(&format!("ParseAddr({text:?}): unable to parse IP"))),
    }
}

fn parse_cidr(text: &str) -> Result<Cidr, Stop> {
    let failed = || {
        let what = "network address parse error during conversion from string";
        Stop::error(format!("{what}: {what}: netip.ParsePrefix({text:?})"))
    };
    let (address, prefix) = text.rsplit_once('/').ok_or_else(failed)?;
    let address: IpAddr = address.parse().map_err(|_| failed())?;
    let is_number = !prefix.is_empty() && prefix.bytes().all(|digit| digit.is_ascii_digit());
    if !is_number || prefix.len() > 1 && prefix.starts_with('0') {
        return Err(failed());
    }
    let width = if address.is_ipv4() { 32 } else { 128 };
    let prefix = prefix.parse().ok().filter(|prefix| *prefix <= width).ok_or_else(failed)?;
    if matches!(address, IpAddr::V6(address) if address.to_ipv4_mapped().is_some()) {
        return Err(failed());
    }
    Ok(Cidr { address, prefix })
}

fn text(arguments: &[Value]) -> Result<&str, Stop> {
    match arguments {
        [Value::String(text)] => Ok(text),
        _ => Err(Stop::no_overload()),
    }
}

fn ip(arguments: &[Value], _: &mut Work) -> Outcome {
    parse_ip(text(arguments)?).map(Value::Ip)
}

fn is_ip(arguments: &[Value], _: &mut Work) -> Outcome {
    Ok(Value::Bool(parse_ip(text(arguments)?).is_ok()))
}

fn is_canonical(arguments: &[Value], _: &mut Work) -> Outcome {
    let text = text(arguments)?;
    Ok(Value::Bool(parse_ip(text)?.to_string() == text))
}

fn address(arguments: &[Value]) -> Result<IpAddr, Stop> {
    match arguments {
        [Value::Ip(address)] => Ok(*address),
        _ => Err(Stop::no_overload()),
    }
}

fn family(arguments: &[Value], _: &mut Work) -> Outcome {
    address(arguments).map(|address| Value::Int(if address.is_ipv4() { 4 } else { 6 }))
}

fn is_unspecified(arguments: &[Value], _: &mut Work) -> Outcome {
    address(arguments).map(|address| Value::Bool(address.is_unspecified()))
}

fn is_loopback(arguments: &[Value], _: &mut Work) -> Outcome {
    address(arguments).map(|address| Value::Bool(address.is_loopback()))
}

fn is_link_local_multicast(arguments: &[Value], _: &mut Work) -> Outcome {
    address(arguments).map(|address| {
        Value::Bool(match address {
            IpAddr::V4(address) => address.octets().starts_with(&[224, 0, 0]),
            IpAddr::V6(address) => address.segments()[0] & 0xff0f == 0xff02,
        })
    })
}

fn link_local_unicast(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_link_local(),
        IpAddr::V6(address) => address.segments()[0] & 0xffc0 == 0xfe80,
    }
}

fn is_link_local_unicast(arguments: &[Value], _: &mut Work) -> Outcome {
    address(arguments).map(|address| Value::Bool(link_local_unicast(address)))
}

fn is_global_unicast(arguments: &[Value], _: &mut Work) -> Outcome {
    address(arguments).map(|address| {
        let is_broadcast = matches!(address, IpAddr::V4(address) if address.is_broadcast());
        let is_other = address.is_unspecified() || address.is_loopback() || address.is_multicast();
        Value::Bool(!is_broadcast && !is_other && !link_local_unicast(address))
    })
}

fn cidr(arguments: &[Value], _: &mut Work) -> Outcome {
    parse_cidr(text(arguments)?).map(Value::Cidr)
}

fn is_cidr(arguments: &[Value], _: &mut Work) -> Outcome {
    Ok(Value::Bool(parse_cidr(text(arguments)?).is_ok()))
}

fn contains_ip(arguments: &[Value], _: &mut Work) -> Outcome {
    match arguments {
        [Value::Cidr(network), Value::Ip(address)] => Ok(Value::Bool(network.contains(*address))),
        [Value::Cidr(network), Value::String(text)] => {
            Ok(Value::Bool(network.contains(parse_ip(text)?)))
        }
        _ => Err(Stop::no_overload()),
    }
}

fn contains_cidr(arguments: &[Value], _: &mut Work) -> Outcome {
    let (network, other) = match arguments {
        [Value::Cidr(network), Value::Cidr(other)] => (network, *other),
        [Value::Cidr(network), Value::String(text)] => (network, parse_cidr(text)?),
        _ => return Err(Stop::no_overload()),
    };
    Ok(Value::Bool(network.prefix <= other.prefix && network.contains(other.address)))
}

fn network(arguments: &[Value]) -> Result<&Cidr, Stop> {
    match arguments {
        [Value::Cidr(network)] => Ok(network),
        _ => Err(Stop::no_overload()),
    }
}

fn network_address(arguments: &[Value], _: &mut Work) -> Outcome {
    network(arguments).map(|network| Value::Ip(network.address))
}

fn prefix_length(arguments: &[Value], _: &mut Work) -> Outcome {
    network(arguments).map(|network| Value::Int(i64::from(network.prefix)))
}

fn masked(arguments: &[Value], _: &mut Work) -> Outcome {
    network(arguments).map(|network| Value::Cidr(network.masked()))
}
