//! Fields: Kubernetes `podAntiAffinity` for the pod's own labels or `topologySpreadConstraints`, with more than one replica.

use plimsoll_model::List;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "crowded-replicas",
    summary: "every pod may end on one node",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        kube_linter("no-anti-affinity"),
        kube_score("deployment-has-host-podantiaffinity"),
        kube_score("statefulset-has-host-podantiaffinity"),
        kics("Deployment Has No PodAntiAffinity"),
        kics("StatefulSet Has No PodAntiAffinity"),
        polaris("topologySpreadConstraint"),
        kyverno("topologyspreadconstraints-policy"),
        reliability("availability"),
    ],
    check: Check::Workload(|workload, cx| {
        let is_replicated = matches!(&workload.kind, WorkloadKind::Controller(kind) if kind == "Deployment" || kind == "StatefulSet");
        if !is_replicated
            || !workload.replicas.holds(|it| *it > 1)
            || !workload.labels.is_complete()
        {
            return;
        }
        let labels: Vec<Label> = workload.labels.known().cloned().collect();
        let is_own = |it: &TopologyTerm| it.selector.as_ref().is_some_and(|it| it.chooses(&labels));
        let is_spread = |list: &List<TopologyTerm>| list.has(is_own) || !list.is_complete();
        if !is_spread(&workload.anti_affinity) && !is_spread(&workload.topology_spread) {
            let shown = workload.identity.shown;
            cx.report_at(
                &workload.identity,
                shown,
                format!("all pods of {workload} may end on one node"),
            );
        }
    }),
    ..Rule::UNSET
};
