//! Tests of published ports.

use super::{PortError::*, *};
use crate::testing::{any_text, assert_sliceable};
use proptest::prelude::*;

#[test]
fn specifications_fall_apart_as_compose_cuts_them() {
    // (text, address, host, container, protocol)
    let cases = [
        ("80", None, None, "80", "tcp"),
        ("8080:80", None, Some("8080"), "80", "tcp"),
        ("8080:80/udp", None, Some("8080"), "80", "udp"),
        ("8080:80/TCP", None, Some("8080"), "80", "tcp"),
        ("80/", None, None, "80", "tcp"),
        ("127.0.0.1:8080:80", Some("127.0.0.1"), Some("8080"), "80", "tcp"),
        ("0.0.0.0::80", Some("0.0.0.0"), None, "80", "tcp"),
        ("::80", None, None, "80", "tcp"),
        (":80", None, None, "80", "tcp"),
        ("::1:6000:6000", Some("::1"), Some("6000"), "6000", "tcp"),
        ("[::1]:6000:6000", Some("::1"), Some("6000"), "6000", "tcp"),
        ("[::]:80:80/sctp", Some("::"), Some("80"), "80", "sctp"),
        ("2001:db8::1:80:80", Some("2001:db8::1"), Some("80"), "80", "tcp"),
        ("3000-3005", None, None, "3000-3005", "tcp"),
        ("3000-3005:4000-4005", None, Some("3000-3005"), "4000-4005", "tcp"),
        ("3000-3005:80", None, Some("3000-3005"), "80", "tcp"),
        ("22:22", None, Some("22"), "22", "tcp"),
        ("0080:0080", None, Some("0080"), "0080", "tcp"),
        ("${PORT}:80", None, Some("${PORT}"), "80", "tcp"),
        ("${PORT:-8080}:80", None, Some("${PORT:-8080}"), "80", "tcp"),
        ("${A:-${B:-1}}:80/udp", None, Some("${A:-${B:-1}}"), "80", "udp"),
        ("127.0.0.1:$P:$P", Some("127.0.0.1"), Some("$P"), "$P", "tcp"),
        ("${IP}:80:80", Some("${IP}"), Some("80"), "80", "tcp"),
        ("80:80/${PROTOCOL}", None, Some("80"), "80", "unknown"),
        ("80:${P:-a/b}/udp", None, Some("80"), "${P:-a/b}", "udp"),
    ];
    for (text, address, host, container, protocol) in cases {
        let port = parse(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(port.address.map(|it| it.part.text()), address, "{text}");
        assert_eq!(port.host.map(|it| it.part.text()), host, "{text}");
        assert_eq!(port.container.part.text(), container, "{text}");
        assert_eq!(port.protocol.as_str(), protocol, "{text}");
    }
}

#[test]
fn what_compose_refuses_is_an_error_at_the_part() {
    let cases = [
        ("", MissingContainerPort, ""),
        ("8080:", MissingContainerPort, ""),
        ("/tcp", MissingContainerPort, ""),
        ("*:81:81", InvalidAddress, "*"),
        ("localhost:80:80", InvalidAddress, "localhost"),
        ("[localhost]:80:80", InvalidAddress, "[localhost]"),
        ("1.2.3:80:80", InvalidAddress, "1.2.3"),
        ("1.2.3.256:80:80", InvalidAddress, "1.2.3.256"),
        ("01.2.3.4:80:80", InvalidAddress, "01.2.3.4"),
        ("fe80::1%eth0:80:80", InvalidAddress, "fe80::1%eth0"),
        ("[:80:80", InvalidAddress, "["),
        ("80:80:80", InvalidAddress, "80"),
        ("99999:80", InvalidHostPort, "99999"),
        ("0.0.0.0:80", InvalidHostPort, "0.0.0.0"),
        ("a:80", InvalidHostPort, "a"),
        ("+80:80", InvalidHostPort, "+80"),
        ("80:65536", InvalidContainerPort, "65536"),
        ("80:-80", InvalidContainerPort, "-80"),
        ("80:8080-", InvalidContainerPort, "8080-"),
        ("1-2-3", InvalidContainerPort, "1-2-3"),
        (" 80", InvalidContainerPort, " 80"),
        ("90-80:80", ReversedRange, "90-80"),
        ("80:90-80", ReversedRange, "90-80"),
        ("80-81:80-85", UnequalRanges, "80-81"),
        ("80:80-85", UnequalRanges, "80"),
        ("80/http", InvalidProtocol, "http"),
        ("80/tcp/udp", InvalidProtocol, "tcp/udp"),
        // The variable could hold `80:80`.
        ("0.0.0.0:${PORT}", Unresolved, "0.0.0.0:${PORT}"),
        ("${A", InvalidContainerPort, "${A"),
    ];
    for (text, kind, blamed) in cases {
        let error = parse(text).unwrap_err();
        assert_eq!((error.kind, error.range.slice(text)), (kind, blamed), "{text}");
    }
}

#[test]
fn exposure_is_never_guessed() {
    let one = |text: &str| Exposure::OneAddress(text.parse().unwrap());
    let home = |text: &str| Exposure::Loopback(text.parse().unwrap());
    let cases = [
        ("80", Exposure::EveryInterface),
        ("80:80", Exposure::EveryInterface),
        (":80", Exposure::EveryInterface),
        ("[]:80:80", Exposure::EveryInterface),
        ("0.0.0.0:80:80", Exposure::EveryInterface),
        ("0.0.0.0::80", Exposure::EveryInterface),
        ("[::]:80:80", Exposure::EveryInterface),
        (":::80:80", Exposure::EveryInterface),
        ("0:0:0:0:0:0:0:0:80:80", Exposure::EveryInterface),
        ("::ffff:0.0.0.0:80:80", Exposure::EveryInterface),
        ("0.0.0.0:${PORT}:80", Exposure::EveryInterface),
        ("80:${PORT}", Exposure::EveryInterface),
        ("127.0.0.1:80:80", home("127.0.0.1")),
        ("127.8.9.1:80:80", home("127.8.9.1")),
        ("::1:6000:6000", home("::1")),
        ("::ffff:127.0.0.1:80:80", home("127.0.0.1")),
        ("192.168.1.2:80:80", one("192.168.1.2")),
        ("127.0.0.1:$P:80", home("127.0.0.1")),
        ("${PORT}:80", Exposure::Unknown),
        ("${PORT}", Exposure::Unknown),
        ("${IP}:80:80", Exposure::Unknown),
        ("${IP:-0.0.0.0}:80:80", Exposure::Unknown),
        ("${PREFIX}80:80", Exposure::Unknown),
    ];
    for (text, expected) in cases {
        assert_eq!(parse(text).unwrap().exposure(), expected, "{text}");
    }
}

#[test]
fn the_engine_picks_a_port_where_none_or_zero_is_written() {
    let cases =
        [("80", true), ("0:80", true), ("0.0.0.0::80", true), ("80:80", false), ("$P:80", false)];
    for (text, expected) in cases {
        assert_eq!(parse(text).unwrap().is_ephemeral(), expected, "{text}");
    }
    assert!(parse("3000-3005:80").unwrap().host.unwrap().contains(3003));
}

proptest! {
    #[test]
    fn parts_and_errors_are_on_character_boundaries(text in any_text()) {
        match parse(&text) {
            Ok(port) => {
                let parts = [Some(port.container.part), port.host.map(|it| it.part),
                    port.address.map(|it| it.part), port.protocol_part];
                for part in parts.into_iter().flatten() {
                    prop_assert_eq!(part.range().slice(&text), part.text());
                }
            }
            Err(error) => assert_sliceable(&text, error.range),
        }
    }

    #[test]
    fn the_canonical_form_means_the_same(
        text in "((127\\.0\\.0\\.1|::1|\\[::\\]|\\$\\{A:-1\\}):)?([0-9]{0,4}:)?[1-9][0-9]{0,3}(/tcp|/UDP)?",
    ) {
        let Ok(port) = parse(&text) else { return Ok(()) };
        let shown = port.to_string();
        let again = parse(&shown).unwrap();
        prop_assert_eq!(again.to_string(), shown.clone());
        prop_assert_eq!(again.exposure(), port.exposure());
        prop_assert_eq!(again.container.bounds, port.container.bounds);
        prop_assert_eq!(again.protocol, port.protocol);
    }
}
