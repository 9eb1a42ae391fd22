//! Field: Gateway API `listeners[].protocol`. Refused: `HTTP` where no listener of the gateway has `HTTPS`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "plaintext-listener",
    summary: "gateway serves plain HTTP only",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("encryption in transit"), cwe("319")],
    check: Check::Listener(|listener, cx| {
        let of_gateway = cx.project.subjects.listeners.iter();
        let mut of_gateway = of_gateway.filter(|it| it.object == listener.object);
        let is_plain = |it: &Listener| it.protocol.is("HTTP".to_owned());
        if is_plain(listener) && of_gateway.all(is_plain) {
            cx.report(&listener.protocol, format!("{listener} sends what it serves in the clear"));
        }
    }),
    ..Rule::UNSET
};
