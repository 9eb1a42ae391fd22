//! How texts are spelt that the API server looks into: names, paths, addresses, keys.
//!
//! Source: `apimachinery/pkg/util/validation`, `apimachinery/pkg/api/validate/content` and the
//! validation functions that call them (`pkg/apis/*/validation`), 1.37.2.

use std::net::{IpAddr, Ipv4Addr};

use base64::{Engine, engine::general_purpose::STANDARD};

/// How a text has to be spelt. An empty one is nobody's format: whether it may be empty is a
/// question of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// A DNS-1123 label.
    Label,
    /// A DNS-1035 label, which begins with a letter.
    Label1035,
    /// A DNS-1123 subdomain.
    Subdomain,
    /// A DNS-1123 subdomain of at most 63 bytes, in any case: the name of a CSI driver.
    Driver,
    /// A subdomain, or one behind `*.`.
    Host,
    /// A subdomain of three parts or more.
    QualifiedDomain,
    /// A qualified name: the key of a label, with or without a prefix.
    Qualified,
    /// A qualified name in any case.
    QualifiedAnyCase,
    /// What the value of a label is.
    LabelValue,
    /// What a key of a ConfigMap or Secret is.
    ConfigKey,
    /// An IANA service name: the name of a port of a container.
    PortName,
    /// The segment of a path: no `/`, no `%`, neither `.` nor `..`.
    Segment,
    /// A domain with a path behind it: `example.com/name`.
    DomainPath,
    /// The name of a header of HTTP.
    Header,
    /// The name of an environment variable: printable ASCII without `=`.
    Variable,
    /// The name of a sysctl.
    Sysctl,
    /// An address.
    Ip,
    /// A range of addresses.
    Cidr,
    /// A path without `..`.
    NoBackstep,
    /// A relative path without `..`.
    Relative,
    /// A path from the root.
    Absolute,
    /// The path of a field of the specification: `.spec.replicas`.
    SpecPath,
    /// The path of a field of the status: `.status.replicas`.
    StatusPath,
    /// Bytes in base64, with padding.
    Base64,
    /// Anything at all.
    Anything,
    /// A range of addresses, with blanks around it or not.
    PaddedCidr,
    /// A time: `2026-01-31T12:00:00Z`.
    Time,
    /// A resource of a container.
    ContainerResource,
    /// A resource that a quota counts.
    QuotaResource,
    /// Indexes of a job: `0,2-4`.
    Indexes,
    /// A name of CEL.
    CelIdentifier,
    /// An object's name of 64 bytes at most.
    HostnameOverride,
}

impl Format {
    /// What the text has to be; `None` if it is.
    pub(super) fn problem(self, text: &str) -> Option<&'static str> {
        let (is_right, wanted) = match self {
            Self::Label => (is_label(text), "at most 63 lower-case letters, digits and hyphens"),
            Self::Label1035 => (
                is_label(text) && text.starts_with(|it: char| it.is_ascii_lowercase()),
                "at most 63 lower-case letters, digits and hyphens, and a letter first",
            ),
            Self::Subdomain => (is_subdomain(text), "lower-case letters, digits, hyphens and dots"),
            Self::Driver => (
                text.len() <= 63 && is_subdomain(&text.to_ascii_lowercase()),
                "at most 63 letters, digits, hyphens and dots",
            ),
            Self::Host => (
                is_subdomain(text.strip_prefix("*.").unwrap_or(text)),
                "a domain in lower case, or one behind `*.`",
            ),
            Self::QualifiedDomain => (
                is_subdomain(text) && text.split('.').count() >= 3,
                "a domain of three parts or more",
            ),
            Self::Qualified => (is_qualified(text), "a qualified name: `example.com/name`"),
            Self::QualifiedAnyCase => {
                (is_qualified(&text.to_ascii_lowercase()), "a qualified name: `example.com/name`")
            }
            Self::LabelValue => (
                text.is_empty() || is_name_part(text),
                "at most 63 letters, digits, `-`, `_` and `.`, a letter or digit at each end",
            ),
            Self::ConfigKey => (is_config_key(text), "letters, digits, `-`, `_` and `.`"),
            Self::PortName => (
                is_port_name(text),
                "at most 15 lower-case letters, digits and hyphens, one letter at least",
            ),
            Self::Segment => (
                !text.contains(['/', '%']) && !matches!(text, "." | ".."),
                "a name without `/` and `%`",
            ),
            Self::DomainPath => (is_domain_path(text), "a domain and a path: `example.com/name`"),
            Self::Header => (
                text.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-'),
                "letters, digits and hyphens",
            ),
            Self::Variable => (
                text.bytes().all(|it| matches!(it, b' '..=b'~') && it != b'='),
                "printable ASCII without `=`",
            ),
            Self::Sysctl => (is_sysctl(text), "lower-case segments between dots or slashes"),
            Self::Ip => (is_address(text), "an address: `10.9.8.7`"),
            Self::Cidr => (is_range(text), "a range of addresses: `10.9.8.0/24`"),
            Self::NoBackstep => (!has_backstep(text), "a path without `..`"),
            Self::Relative => {
                (!has_backstep(text) && !text.starts_with('/'), "a relative path without `..`")
            }
            Self::Absolute => (text.starts_with('/'), "a path from the root"),
            Self::SpecPath => (text.starts_with(".spec."), "a path of fields: `.spec.replicas`"),
            Self::StatusPath => {
                (text.starts_with(".status."), "a path of fields: `.status.replicas`")
            }
            Self::Base64 => (is_base64(text), "base64 with its padding"),
            Self::Anything => (true, ""),
            Self::PaddedCidr => (is_range(text.trim()), "a range of addresses: `10.9.8.0/24`"),
            Self::Time => (is_time(text), "a time: `2026-01-31T12:00:00Z`"),
            Self::ContainerResource => {
                (is_container_resource(text), "a resource that a container can have")
            }
            Self::QuotaResource => (
                is_qualified(text) && (text.contains('/') || is_quota_resource(text)),
                "a resource that a quota counts",
            ),
            Self::Indexes => (is_indexes(text), "growing indexes and ranges: `0,2-4`"),
            Self::CelIdentifier => (
                is_identifier(text) && !plimsoll_cel::is_reserved(text),
                "a name of CEL: letters, digits and `_`, and no reserved word",
            ),
            Self::HostnameOverride => (
                text.len() <= 64 && is_subdomain(text),
                "at most 64 lower-case letters, digits, hyphens and dots",
            ),
        };
        (!is_right).then_some(wanted)
    }
}

fn is_inner(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'
}

fn is_dns_part(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(is_inner) && !text.starts_with('-') && !text.ends_with('-')
}

pub(super) fn is_label(text: &str) -> bool {
    text.len() <= 63 && is_dns_part(text)
}

pub(super) fn is_subdomain(text: &str) -> bool {
    text.len() <= 253 && text.split('.').all(is_dns_part)
}

/// The part of a qualified name behind its prefix, or the value of a label.
fn is_name_part(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_end = |it: Option<&u8>| it.is_some_and(u8::is_ascii_alphanumeric);
    bytes.len() <= 63
        && is_end(bytes.first())
        && is_end(bytes.last())
        && bytes.iter().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
}

pub(super) fn is_qualified(text: &str) -> bool {
    match text.split_once('/') {
        Some((prefix, name)) => is_subdomain(prefix) && is_name_part(name),
        None => is_name_part(text),
    }
}

fn is_config_key(text: &str) -> bool {
    let is_inner = |it: u8| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.');
    !text.is_empty()
        && text.len() <= 253
        && text.bytes().all(is_inner)
        && text != "."
        && !text.starts_with("..")
}

pub(super) fn is_port_name(text: &str) -> bool {
    text.len() <= 15
        && is_dns_part(text)
        && text.bytes().any(|it| it.is_ascii_lowercase())
        && !text.contains("--")
}

fn is_domain_path(text: &str) -> bool {
    let is_path = |it: u8| it.is_ascii_alphanumeric() || b"/-._~%!$&'()*+,;=:".contains(&it);
    text.split_once('/').is_some_and(|(domain, path)| {
        is_subdomain(domain) && !path.is_empty() && path.bytes().all(is_path)
    })
}

fn is_sysctl(text: &str) -> bool {
    let is_inner = |it: u8| is_inner(it) || it == b'_';
    let is_end =
        |it: Option<char>| it.is_some_and(|it| it.is_ascii_lowercase() || it.is_ascii_digit());
    text.len() <= 253
        && text.split(['.', '/']).all(|it| {
            it.bytes().all(is_inner) && is_end(it.chars().next()) && is_end(it.chars().last())
        })
}

/// Addresses as the API server reads them for fields that it has always had: leading zeros are
/// dropped, and IPv6 can hold IPv4.
pub(super) fn is_address(text: &str) -> bool {
    text.parse::<IpAddr>().is_ok() || without_zeros(text).parse::<Ipv4Addr>().is_ok()
}

/// The same without zeros in front of its numbers.
fn without_zeros(text: &str) -> String {
    let parts = text.split('.').map(|it| {
        let rest = it.trim_start_matches('0');
        if rest.is_empty() && !it.is_empty() { "0" } else { rest }
    });
    parts.collect::<Vec<_>>().join(".")
}

pub(super) fn is_range(text: &str) -> bool {
    let Some((address, length)) = text.split_once('/') else { return false };
    let most = if address.contains(':') { 128 } else { 32 };
    let is_length = !length.is_empty() && length.bytes().all(|it| it.is_ascii_digit());
    is_address(address) && is_length && length.parse::<u32>().is_ok_and(|it| it <= most)
}

fn has_backstep(text: &str) -> bool {
    text.split('/').any(|it| it == "..")
}

/// Line breaks are nothing.
fn is_base64(text: &str) -> bool {
    let text: String = text.chars().filter(|it| !matches!(it, '\n' | '\r')).collect();
    STANDARD.decode(text).is_ok()
}

/// RFC 3339, as far as digits and signs go.
fn is_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_at =
        |place: usize, wanted: &[u8]| bytes.get(place).is_some_and(|it| wanted.contains(it));
    let head = [(4, b"-"), (7, b"-"), (10, b"T"), (13, b":"), (16, b":")];
    let rest = text.get(19..).unwrap_or("");
    let zone = match rest.strip_prefix('.') {
        Some(rest) => rest.trim_start_matches(|it: char| it.is_ascii_digit()),
        None => rest,
    };
    head.iter().all(|(place, wanted)| is_at(*place, *wanted))
        && bytes.len() >= 20
        && bytes[..19].iter().filter(|it| it.is_ascii_digit()).count() == 14
        && (zone == "Z" || (zone.len() == 6 && zone.starts_with(['+', '-'])))
}

fn is_container_resource(text: &str) -> bool {
    match text.contains('/') {
        true => is_qualified(text),
        false => {
            matches!(text, "cpu" | "memory" | "ephemeral-storage")
                || text.starts_with("hugepages-") && is_name_part(text)
        }
    }
}

fn is_quota_resource(text: &str) -> bool {
    matches!(
        text,
        "cpu"
            | "memory"
            | "ephemeral-storage"
            | "requests.cpu"
            | "requests.memory"
            | "requests.storage"
            | "requests.ephemeral-storage"
            | "limits.cpu"
            | "limits.memory"
            | "limits.ephemeral-storage"
            | "pods"
            | "resourcequotas"
            | "services"
            | "replicationcontrollers"
            | "secrets"
            | "persistentvolumeclaims"
            | "configmaps"
            | "services.nodeports"
            | "services.loadbalancers"
    ) || text.starts_with("hugepages-")
        || text.starts_with("requests.hugepages-")
        || text.starts_with("limits.hugepages-")
}

fn is_indexes(text: &str) -> bool {
    let mut last: Option<u32> = None;
    text.split(',').all(|part| {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let (Ok(from), Ok(to)) = (from.parse::<u32>(), to.parse::<u32>()) else { return false };
        let is_after = last.is_none_or(|it| it < from) && from <= to;
        last = Some(to);
        is_after
    })
}

pub(super) fn is_identifier(text: &str) -> bool {
    let is_first = |it: char| it.is_ascii_alphabetic() || it == '_';
    text.starts_with(is_first) && text.chars().all(|it| it.is_ascii_alphanumeric() || it == '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_takes_what_it_says_and_nothing_beside_it() {
        use Format::*;
        let cases: &[(Format, &[&str], &[&str])] = &[
            (Label, &["a", "1a", "a-b"], &["", "A", "a.b", "-a", "a-", "a "]),
            (Label1035, &["a1"], &["1a"]),
            (Subdomain, &["a.b", "1.2"], &["a..b", "A", "a_b", "."]),
            (Driver, &["CSI.example.com"], &["a/b"]),
            (Host, &["*.a.b", "a"], &["*.*.a", "*a"]),
            (QualifiedDomain, &["a.b.c"], &["a.b"]),
            (Qualified, &["a", "a.b/C_d"], &["", "A/b/c", "a/", "/a", "a b"]),
            (LabelValue, &["", "a_b"], &["a ", "../z", "a:b"]),
            (ConfigKey, &["a", "A.b_c-d"], &["a b", "..", "..a"]),
            (PortName, &["http", "h1"], &["8080", "a--b", "HTTP", "averyverylongname"]),
            (Segment, &["a b", "A"], &["a/b", "..", "a%b"]),
            (DomainPath, &["a.b/c"], &["a", "a/"]),
            (Header, &["X-A"], &["a b", "a:"]),
            (Sysctl, &["net.ipv4/tcp_syncookies"], &["a b", "a.", "A"]),
            (Ip, &["10.0.0.1", "::1", "010.0.0.1", "::ffff:1.2.3.4"], &["10.0.0", "a", "1.2.3.4 "]),
            (Cidr, &["10.0.0.0/8", "::/0", "10.0.0.5/8"], &["10.0.0.0", "10.0.0.0/33"]),
            (Relative, &["a/b", "..a"], &["/a", "a/.."]),
            (SpecPath, &[".spec.replicas"], &["spec", ".", ".status.a"]),
            (
                Time,
                &["2026-01-31T12:00:00Z", "2026-01-31T12:00:00.5+01:00"],
                &["zzz", "2026-01-31"],
            ),
            (ContainerResource, &["cpu", "a.b/c", "hugepages-2Mi"], &["mem"]),
            (QuotaResource, &["pods", "count/a.b", "requests.cpu"], &["request.cpu"]),
            (Indexes, &["0", "0,2-4"], &["", "2-1", "3,1", "1,1"]),
        ];
        for (format, right, wrong) in cases {
            for text in *right {
                assert_eq!(format.problem(text), None, "{format:?}: {text}");
            }
            for text in *wrong {
                let is_empty_format = text.is_empty() && *format == Indexes;
                assert!(format.problem(text).is_some() || is_empty_format, "{format:?}: {text}");
            }
        }
    }
}
