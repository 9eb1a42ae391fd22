//! Field: the label `pod-security.kubernetes.io/enforce` of `Namespace`. Default: the cluster's,
//! `privileged` unless its administrator changed it.

use crate::prelude::*;

/// Namespaces whose pods are parts of the cluster.
const OF_CLUSTER: &[&str] = &["kube-system", "kube-public", "kube-node-lease"];

pub(super) static RULE: Rule = Rule {
    name: "unprotected-namespace",
    summary: "namespace lets every pod in",
    severity: Severity::Medium,
    since: "0.1.0",
    // Policy engines do the same by other means, which the files of a namespace do not show.
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.2.1"),
        nsa_cisa("pod security enforcement"),
        kubescape("C-0192"),
        kubescape("C-0193"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Namespace(|namespace, cx| {
        let level = &namespace.enforced_level;
        if level.is("privileged".to_owned()) && !OF_CLUSTER.contains(&&*namespace.identity.name) {
            cx.report(level, format!("{namespace} lets every pod in, privileged ones too")).harden(
                "enforce `baseline`",
                "pods that ask for access to their host are refused",
                [level.set("baseline")],
            );
        }
    }),
    ..Rule::UNSET
};
