//! Fields: names of ConfigMaps, Secrets, claims, service accounts and services in pods, webhooks and routes,
//! against what their namespace declares, and lets others use.

use crate::{Context, prelude::*};

pub(super) static RULE: Rule = Rule {
    name: "dangling-reference",
    summary: "name stands for nothing that is declared",
    severity: Severity::Medium,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    controls: &[
        kube_linter("env-value-from"),
        kube_linter("non-existent-service-account"),
        kubescape("C-0307"),
    ],
    check: Check::Reference(|reference, cx| {
        let kind = &cx.project.object(reference.object).kind;
        let has_own_rule = ["Ingress", "HorizontalPodAutoscaler", "ScaledObject"];
        if kind.holds(|it| has_own_rule.contains(&it.as_str())) || reference.is_optional {
            return;
        }
        super::report(reference, undeclared(reference, cx), cx);
        if reference.granted.is(false) {
            let (kind, name) = (&reference.target_kind, &reference.identity.name);
            let there = reference.namespace.as_deref().unwrap_or("");
            let message =
                format!("nothing in the namespace `{there}` lets {kind} `{name}` be used here");
            cx.report(&reference.name, message).keyed("granted");
        }
        if reference.key_declared.is(false) {
            let (kind, name) = (&reference.target_kind, &reference.identity.name);
            let key = reference.key.known().map_or("", String::as_str);
            let what = if kind == "Service" { "port" } else { "key" };
            let mut message = format!("{kind} `{name}` has no {what} `{key}`");
            if let Some(nearest) = &reference.nearest {
                message += &format!("; it has `{nearest}`");
            }
            cx.report(&reference.key, message);
        }
    }),
    ..Rule::UNSET
};

/// What the platform makes of a name that nothing declares: admission asks for what it needs to
/// complete a pod, and a binding of a role that is not there gives nothing.
fn undeclared(reference: &Reference, cx: &Context<'_>) -> Reaction {
    let is_pod = cx.project.object(reference.object).kind.is("Pod".to_owned());
    match reference.target_kind.as_str() {
        "ServiceAccount" | "PriorityClass" | "RuntimeClass" if is_pod => Reaction::Refuses,
        "Role" | "ClusterRole" => Reaction::Drops,
        _ => Reaction::Fails,
    }
}
