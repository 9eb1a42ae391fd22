//! Label `pod-security.kubernetes.io/enforce`. Allowed: `restricted`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "namespace-below-restricted",
    summary: "namespace lets pods in that are not restricted",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.2.6"),
        nsa_cisa("pod security enforcement"),
        kubescape("C-0197"),
        kubescape("C-0198"),
        kubescape("C-0200"),
        kubescape("C-0201"),
    ],
    check: Check::Namespace(|namespace, cx| {
        if namespace.enforced_level.is_not("restricted".to_owned()) {
            cx.report(
                &namespace.enforced_level,
                format!("{namespace} lets pods in that are not restricted"),
            );
        }
    }),
    ..Rule::UNSET
};
