//! Fields: `rules[]` of `Role` and `ClusterRole` that write services, endpoints, ingresses or network policies.

use crate::{
    powers::{Power, report_powers},
    prelude::*,
};

/// What counts.
const POWERS: &[Power] = &[
    Power {
        group: "",
        resource: "services",
        verbs: &["create", "update", "patch", "delete", "deletecollection"],
        what: "send the traffic of services elsewhere",
    },
    Power {
        group: "",
        resource: "endpoints",
        verbs: &["create", "update", "patch", "delete", "deletecollection"],
        what: "send the traffic of services elsewhere",
    },
    Power {
        group: "discovery.k8s.io",
        resource: "endpointslices",
        verbs: &["create", "update", "patch", "delete", "deletecollection"],
        what: "send the traffic of services elsewhere",
    },
    Power {
        group: "networking.k8s.io",
        resource: "ingresses",
        verbs: &["create", "update", "patch", "delete", "deletecollection"],
        what: "send the traffic of hosts elsewhere",
    },
    Power {
        group: "networking.k8s.io",
        resource: "networkpolicies",
        verbs: &["create", "update", "patch", "delete", "deletecollection"],
        what: "open what network policies close",
    },
];

pub(super) static RULE: Rule = Rule {
    name: "network-changing-grant",
    summary: "role can change how traffic goes",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[trivy("KSV-0056")],
    check: Check::Grant(|grant, cx| report_powers(POWERS, grant, cx)),
    ..Rule::UNSET
};
