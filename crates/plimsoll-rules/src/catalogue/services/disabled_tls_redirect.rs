//! Annotations `ssl-redirect: "false"` of the NGINX controller and its like on an `Ingress`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "disabled-tls-redirect",
    summary: "ingress answers plain requests instead of sending them to TLS",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[nsa_cisa("encryption in transit"), kyverno("require-ingress-https")],
    fix: Some(Safety::Hardening),
    check: Check::Object(|object, cx| {
        if !object.kind.is("Ingress".to_owned()) {
            return;
        }
        for item in &object.annotations.items {
            let Some(it) = item.known() else { continue };
            let is_redirect =
                it.key.ends_with("/ssl-redirect") || it.key.ends_with("/force-ssl-redirect");
            if is_redirect && it.value.reveal() == "false" {
                cx.report(item, format!("{object} answers plain requests")).harden(
                    "send plain requests to TLS",
                    "clients that cannot speak TLS are turned away",
                    [item.set("true")],
                );
            }
        }
    }),
    ..Rule::UNSET
};
