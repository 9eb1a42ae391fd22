//! Annotations `auth-url`, `auth-tls-match-cn`, `mirror-target`, `mirror-host` and their like with characters that end a directive.
//! CVE-2025-1097, CVE-2025-1098, CVE-2025-24514.

use crate::prelude::*;

/// Annotations whose values were copied.
const COPIED: &[&str] = &[
    "auth-url",
    "auth-signin",
    "auth-tls-match-cn",
    "mirror-target",
    "mirror-host",
    "mirror-request-body",
    "auth-proxy-set-headers",
];

pub(super) static RULE: Rule = Rule {
    name: "injected-ingress-annotation",
    summary: "annotation of an ingress breaks out of the controller's configuration",
    severity: Severity::Critical,
    since: "0.1.0",
    controls: &[trivy("KCV-0093"), cwe("94")],
    check: Check::Object(|object, cx| {
        if !object.kind.is("Ingress".to_owned()) {
            return;
        }
        for item in &object.annotations.items {
            let Some(it) = item.known() else { continue };
            let Some((_, name)) = it.key.split_once("ingress.kubernetes.io/") else { continue };
            let text = it.value.reveal().trim_end();
            if COPIED.contains(&name) && text.contains(['\n', '{', '}', ';', '"', '#']) {
                cx.report(
                    item,
                    format!("`{name}` of {object} breaks out of the controller's configuration"),
                );
            }
        }
    }),
    ..Rule::UNSET
};
