//! Fields: `rules[].apiGroups` and `resources` of `Role` and `ClusterRole`, against the groups of the API
//! server's own resources.

use crate::prelude::*;

/// The resources of the API server's own groups, and of groups that it once had them in.
const GROUPS: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "bindings",
            "configmaps",
            "endpoints",
            "events",
            "limitranges",
            "namespaces",
            "nodes",
            "persistentvolumeclaims",
            "persistentvolumes",
            "pods",
            "podtemplates",
            "replicationcontrollers",
            "resourcequotas",
            "secrets",
            "serviceaccounts",
            "services",
        ],
    ),
    ("apps", &["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"]),
    (
        "extensions",
        &[
            "daemonsets",
            "deployments",
            "ingresses",
            "networkpolicies",
            "podsecuritypolicies",
            "replicasets",
        ],
    ),
    ("batch", &["cronjobs", "jobs"]),
    ("autoscaling", &["horizontalpodautoscalers"]),
    ("policy", &["poddisruptionbudgets", "podsecuritypolicies"]),
    ("networking.k8s.io", &["ingressclasses", "ingresses", "networkpolicies"]),
    (
        "rbac.authorization.k8s.io",
        &["clusterrolebindings", "clusterroles", "rolebindings", "roles"],
    ),
    (
        "storage.k8s.io",
        &["csidrivers", "csinodes", "csistoragecapacities", "storageclasses", "volumeattachments"],
    ),
    ("coordination.k8s.io", &["leases"]),
    ("discovery.k8s.io", &["endpointslices"]),
    ("events.k8s.io", &["events"]),
    ("apiextensions.k8s.io", &["customresourcedefinitions"]),
    (
        "admissionregistration.k8s.io",
        &["mutatingwebhookconfigurations", "validatingwebhookconfigurations"],
    ),
    ("scheduling.k8s.io", &["priorityclasses"]),
    ("node.k8s.io", &["runtimeclasses"]),
    ("certificates.k8s.io", &["certificatesigningrequests"]),
];

pub(super) static RULE: Rule = Rule {
    name: "misplaced-resource-grant",
    summary: "role names a resource under a group that does not have it",
    severity: Severity::Medium,
    platform: Some(Reaction::Drops),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Grant(|grant, cx| {
        let groups: Vec<&str> = grant.api_groups.known().map(|it| &**it).collect();
        let is_own = |it: &&str| GROUPS.iter().any(|(group, _)| group == it);
        // A group that somebody else defines can have a resource of any name.
        if groups.is_empty() || !grant.api_groups.is_complete() || !groups.iter().all(is_own) {
            return;
        }
        for item in &grant.resources.items {
            let Some(resource) = item.known() else { continue };
            let base = resource.split('/').next().unwrap_or(resource);
            // The authorizer knows `*` and `*/scale`, and nothing like this.
            if base != "*" && resource.ends_with("/*") {
                let message =
                    format!("{grant} allows nothing on `{resource}`: `*` is no subresource");
                cx.report(item, message);
                continue;
            }
            let owners: Vec<&str> = GROUPS
                .iter()
                .filter(|(_, resources)| resources.contains(&base))
                .map(|(group, _)| *group)
                .collect();
            if let [owner, ..] = *owners
                && !owners.iter().any(|it| groups.contains(it))
            {
                let owner = if owner.is_empty() { "the core group, `\"\"`" } else { owner };
                cx.report(
                    item,
                    format!("{grant} allows nothing on `{resource}`, which is in {owner}"),
                );
            }
        }
    }),
    ..Rule::UNSET
};
