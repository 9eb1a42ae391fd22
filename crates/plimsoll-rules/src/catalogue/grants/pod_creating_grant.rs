//! Fields: `rules[]` of `Role` and `ClusterRole` that make or change pods, or what makes pods.
//!
//! Source: *RBAC Good Practices*, "workload creation".

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[
    Power {
        group: "",
        resource: "pods",
        verbs: &["create", "update", "patch"],
        what: "run pods as any account of their namespace",
    },
    Power {
        group: "",
        resource: "replicationcontrollers",
        verbs: &["create", "update", "patch"],
        what: "run pods as any account of their namespace",
    },
    Power {
        group: "apps",
        resource: "deployments",
        verbs: &["create", "update", "patch"],
        what: "run pods as any account of their namespace",
    },
    Power {
        group: "apps",
        resource: "daemonsets",
        verbs: &["create", "update", "patch"],
        what: "run pods as any account of their namespace",
    },
    Power {
        group: "apps",
        resource: "statefulsets",
        verbs: &["create", "update", "patch"],
        what: "run pods as any account of their namespace",
    },
    Power {
        group: "apps",
        resource: "replicasets",
        verbs: &["create", "update", "patch"],
        what: "run pods as any account of their namespace",
    },
    Power {
        group: "batch",
        resource: "jobs",
        verbs: &["create", "update", "patch"],
        what: "run pods as any account of their namespace",
    },
    Power {
        group: "batch",
        resource: "cronjobs",
        verbs: &["create", "update", "patch"],
        what: "run pods as any account of their namespace",
    },
];

pub(super) static RULE: Rule = Rule {
    name: "pod-creating-grant",
    summary: "role can make pods",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.1.4"),
        nsa_cisa("authentication and authorization"),
        kube_linter("access-to-create-pods"),
        trivy("KSV-0048"),
        kics("Permissive Access to Create Pods"),
        kubescape("C-0188"),
    ],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
