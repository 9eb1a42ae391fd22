//! Annotations of an `Ingress` that end in `-snippet`. CVE-2021-25742.

use super::snippets;
use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "ingress-snippet",
    summary: "ingress brings configuration of its own for the controller",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        checkov("CKV_K8S_153"),
        kubescape("C-0059"),
        kyverno("disallow-ingress-nginx-custom-snippets"),
    ],
    check: Check::Object(|object, cx| {
        for (item, snippet) in snippets(object) {
            let name = snippet.key.rsplit('/').next().unwrap_or("");
            cx.report(item, format!("{object} writes configuration of the controller by `{name}`"))
                .keyed(snippet.key.clone());
        }
    }),
    ..Rule::UNSET
};
