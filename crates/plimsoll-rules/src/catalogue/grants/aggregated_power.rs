//! Label `rbac.authorization.k8s.io/aggregate-to-view`, `-edit` or `-admin` on a `ClusterRole` whose rules let their holder gain
//! any right.

use crate::{
    powers::{Power, TAKEOVER},
    prelude::*,
};

/// What those who may look at everything else cannot do; those who may edit can.
const BEYOND_VIEW: &[Power] = &[
    Power {
        group: "",
        resource: "secrets",
        verbs: &["get", "list", "watch"],
        what: "read secrets",
    },
    Power {
        group: "",
        resource: "pods/exec",
        verbs: &["get", "create"],
        what: "run commands in pods",
    },
    Power { group: "", resource: "pods", verbs: &["create"], what: "run pods" },
];

pub(super) static RULE: Rule = Rule {
    name: "aggregated-power",
    summary: "rule adds a dangerous right to a role that people have",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.1.1"),
        kube_linter("access-to-secrets"),
        kube_linter("access-to-create-pods"),
    ],
    check: Check::Grant(|grant, cx| {
        let object = cx.project.object(grant.object);
        let labels = object.labels.items.iter().filter_map(|it| Some((it, it.known()?)));
        let target = labels.filter(|(_, label)| label.value == "true").find_map(|(item, label)| {
            Some((item, label.key.strip_prefix("rbac.authorization.k8s.io/aggregate-to-")?))
        });
        let Some((item, role)) = target else { return };
        let beyond = if role == "view" { BEYOND_VIEW } else { &[] };
        for power in TAKEOVER.iter().chain(beyond) {
            let Some(verb) = power.held_by(grant) else { continue };
            let draft = cx
                .report(verb, format!("everybody with the role `{role}` can {}", power.what))
                .keyed(power.what);
            if let Some(site) = item.site() {
                draft.label(site, "the rules are added to that role by this label");
            }
            return;
        }
    }),
    ..Rule::UNSET
};
