//! Fields: `rules[]` of `Role` and `ClusterRole` that delete pods, what makes pods, or the namespace of all.

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[
    Power {
        group: "",
        resource: "pods",
        verbs: &["delete", "deletecollection"],
        what: "delete what runs",
    },
    Power {
        group: "",
        resource: "namespaces",
        verbs: &["delete", "deletecollection"],
        what: "delete what runs",
    },
    Power {
        group: "apps",
        resource: "deployments",
        verbs: &["delete", "deletecollection"],
        what: "delete what runs",
    },
    Power {
        group: "apps",
        resource: "daemonsets",
        verbs: &["delete", "deletecollection"],
        what: "delete what runs",
    },
    Power {
        group: "apps",
        resource: "statefulsets",
        verbs: &["delete", "deletecollection"],
        what: "delete what runs",
    },
    Power {
        group: "apps",
        resource: "replicasets",
        verbs: &["delete", "deletecollection"],
        what: "delete what runs",
    },
    Power {
        group: "batch",
        resource: "jobs",
        verbs: &["delete", "deletecollection"],
        what: "delete what runs",
    },
    Power {
        group: "batch",
        resource: "cronjobs",
        verbs: &["delete", "deletecollection"],
        what: "delete what runs",
    },
];

pub(super) static RULE: Rule = Rule {
    name: "workload-deleting-grant",
    summary: "role can delete what runs",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kubescape("C-0007")],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
