//! Fields: Kubernetes `containerPort` and `Service` port names: 1 to 15 of `a-z0-9-`, with a letter, no dash at an end or beside
//! another (RFC 6335).

use crate::prelude::*;

/// Why `name` cannot be the name of a port of a pod, at most `longest` bytes.
fn defect(name: &str, longest: usize) -> Option<&'static str> {
    let is_known = |it: u8| it.is_ascii_lowercase() || it.is_ascii_digit() || it == b'-';
    if name.len() > longest {
        return Some("it is longer than 15 characters");
    }
    if !name.bytes().all(is_known) {
        return Some("only lower-case letters, digits and dashes are allowed");
    }
    if name.starts_with('-') || name.ends_with('-') || name.contains("--") {
        return Some("a dash has to stand alone between others");
    }
    let has_letter = name.bytes().any(|it| it.is_ascii_lowercase());
    (!has_letter).then_some("it has no letter")
}

pub(super) static RULE: Rule = Rule {
    name: "invalid-port-name",
    summary: "port has a name that no port can have",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[
        validation("API server"),
        kube_linter("invalid-target-ports"),
        kube_score("container-ports-check"),
    ],
    check: Check::Any(&[
        Check::Container(|container, cx| {
            for item in &container.container_ports.items {
                let Some(name) = item.known().map(|it| &it.name).filter(|it| !it.is_empty()) else {
                    continue;
                };
                if let Some(why) = defect(name, 15) {
                    cx.report(item, format!("`{name}` cannot be the name of a port: {why}"));
                }
            }
        }),
        Check::ServicePort(|port, cx| {
            if let PortReference::Name(name) =
                port.target.known().unwrap_or(&PortReference::Number(0))
                // An empty one stands for the port of the service.
                && let Some(why) = defect(name, 15).filter(|_| !name.is_empty())
            {
                cx.report(&port.target, format!("`{name}` cannot be the name of a port: {why}"));
            }
        }),
    ]),
    ..Rule::UNSET
};
