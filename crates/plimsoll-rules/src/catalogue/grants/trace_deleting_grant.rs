//! Fields: `rules[]` of `Role` and `ClusterRole` that delete events or logs.

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[
    Power {
        group: "",
        resource: "events",
        verbs: &["delete", "deletecollection"],
        what: "delete the events that show what they did",
    },
    Power {
        group: "events.k8s.io",
        resource: "events",
        verbs: &["delete", "deletecollection"],
        what: "delete the events that show what they did",
    },
    Power {
        group: "",
        resource: "pods/log",
        verbs: &["delete", "deletecollection"],
        what: "delete logs",
    },
];

pub(super) static RULE: Rule = Rule {
    name: "trace-deleting-grant",
    summary: "role can delete what happened",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[kubescape("C-0031"), trivy("KSV-0042")],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
