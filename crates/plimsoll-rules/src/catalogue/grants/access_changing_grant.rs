//! Fields: `rules[]` of `Role` and `ClusterRole` that write roles or bindings.

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[
    Power {
        group: "rbac.authorization.k8s.io",
        resource: "rolebindings",
        verbs: &["create", "update", "patch"],
        what: "give their roles to others",
    },
    Power {
        group: "rbac.authorization.k8s.io",
        resource: "clusterrolebindings",
        verbs: &["create", "update", "patch"],
        what: "give their roles to others",
    },
    Power {
        group: "rbac.authorization.k8s.io",
        resource: "roles",
        verbs: &["create", "update", "patch"],
        what: "change what roles allow",
    },
    Power {
        group: "rbac.authorization.k8s.io",
        resource: "clusterroles",
        verbs: &["create", "update", "patch"],
        what: "change what roles allow",
    },
];

pub(super) static RULE: Rule = Rule {
    name: "access-changing-grant",
    summary: "role can change roles or bindings",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.1.8"),
        nsa_cisa("authentication and authorization"),
        trivy("KSV-0050"),
        trivy("KSV-0051"),
        trivy("KSV-0052"),
        trivy("KSV-0055"),
    ],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
