//! What verbs on resources let their holder do, where that is more than it seems.
//!
//! Source: *RBAC Good Practices* of the Kubernetes documentation.

use plimsoll_model::{Fact, subjects::Grant};

use crate::rule::Context;

/// One thing that a rule of a role can let its holder do.
#[derive(Debug)]
pub(crate) struct Power {
    /// The API group of the resource; empty for the core.
    pub(crate) group: &'static str,
    /// The resource, a subresource after a slash.
    pub(crate) resource: &'static str,
    /// The verbs, any of which is enough; `*` always is.
    pub(crate) verbs: &'static [&'static str],
    /// What it amounts to, after "can".
    pub(crate) what: &'static str,
}

impl Power {
    /// The verb by which `grant` gives the power, if it does.
    pub(crate) fn held_by<'g>(&self, grant: &'g Grant) -> Option<&'g Fact<String>> {
        let is_enough = |it: &&Fact<String>| {
            it.known().is_some_and(|it| it == "*" || self.verbs.contains(&&**it))
        };
        let verb = grant.verbs.items.iter().find(is_enough)?;
        let is_held = grant.covers(self.group, self.resource)
            || grant.covers_named(self.group, self.resource, ADMINISTRATORS);
        is_held.then_some(verb)
    }
}

/// Reports what `grant` lets its holders do of `powers`, each thing once. The roles that a cluster
/// brings are what they have to be.
pub(crate) fn report_powers(powers: &[Power], grant: &Grant, cx: &mut Context<'_>) {
    if grant.is_of_cluster() {
        return;
    }
    let mut told = Vec::new();
    for power in powers {
        let Some(verb) = power.held_by(grant).filter(|_| !told.contains(&power.what)) else {
            continue;
        };
        told.push(power.what);
        cx.report(verb, format!("holders of {grant} can {}", power.what)).keyed(power.what);
    }
}

/// Whether the group is one of Kubernetes itself. Metrics are resources by names of their own.
fn is_own_group(group: &str) -> bool {
    let is_of_metrics = matches!(group, "custom.metrics.k8s.io" | "external.metrics.k8s.io");
    !group.contains('.') || (group.ends_with(".k8s.io") && !is_of_metrics)
}

/// Whether the rule covers an API group of Kubernetes itself, or paths of its API.
pub(crate) fn is_about_own_resources(grant: &Grant) -> bool {
    grant.api_groups.has(|it| is_own_group(it)) || grant.paths.has(|_| true)
}

/// Whether every API group that the rule covers is one that somebody defined for objects of their own.
pub(crate) fn is_about_custom_resources(grant: &Grant) -> bool {
    let groups = &grant.api_groups;
    groups.is_complete() && !groups.items.is_empty() && !groups.has(|it| is_own_group(it))
}

/// Roles and groups that are as good as all of their kind.
const ADMINISTRATORS: &[&str] = &["cluster-admin", "system:masters"];

const RBAC: &str = "rbac.authorization.k8s.io";
const ADMISSION: &str = "admissionregistration.k8s.io";
const WRITE: &[&str] = &["create", "update", "patch"];
const DELETE: &[&str] = &["delete", "deletecollection"];

/// Every way from some rights to all of them.
pub(crate) const TAKEOVER: &[Power] = &[
    power("", "users", &["impersonate"], "act as any user"),
    power("", "groups", &["impersonate"], "act as a member of any group"),
    power("", "serviceaccounts", &["impersonate"], "act as any service account"),
    power("", "serviceaccounts/token", &["create"], "make tokens for any service account"),
    power(RBAC, "roles", &["escalate"], "give a role more than they have themselves"),
    power(RBAC, "clusterroles", &["escalate"], "give a role more than they have themselves"),
    power(RBAC, "roles", &["bind"], "bind roles that they do not have"),
    power(RBAC, "clusterroles", &["bind"], "bind roles that they do not have"),
    power(ADMISSION, "mutatingwebhookconfigurations", WRITE, "change every request to the cluster"),
    power(ADMISSION, "mutatingadmissionpolicies", WRITE, "change every request to the cluster"),
    power(
        "certificates.k8s.io",
        "certificatesigningrequests/approval",
        &["update", "patch"],
        "approve certificates for any identity",
    ),
];

/// Ways to see what others write, or to keep them from being checked: short of every right.
pub(crate) const ADMISSION_CHANGE: &[Power] = &[
    power(ADMISSION, "validatingwebhookconfigurations", WRITE, READ),
    power(ADMISSION, "validatingwebhookconfigurations", DELETE, DISARM),
    power(ADMISSION, "mutatingwebhookconfigurations", DELETE, DISARM),
    power(ADMISSION, "validatingadmissionpolicies", CHANGE_OR_DELETE, DISARM),
    power(ADMISSION, "validatingadmissionpolicybindings", CHANGE_OR_DELETE, DISARM),
    power(ADMISSION, "mutatingadmissionpolicies", DELETE, DISARM),
    power(ADMISSION, "mutatingadmissionpolicybindings", CHANGE_OR_DELETE, DISARM),
];

const CHANGE_OR_DELETE: &[&str] = &["update", "patch", "delete", "deletecollection"];
const READ: &str = "read every request to the cluster";
const DISARM: &str = "switch off what guards requests";

const fn power(
    group: &'static str,
    resource: &'static str,
    verbs: &'static [&'static str],
    what: &'static str,
) -> Power {
    Power { group, resource, verbs, what }
}
