//! Objects: a `Namespace` without any `NetworkPolicy` in it, as far as the files show.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unrestricted-namespace",
    summary: "no network policy is for the namespace",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.3.2"),
        nsa_cisa("network policies"),
        kubescape("C-0054"),
        kubescape("C-0049"),
        kubescape("C-0206"),
        kyverno("add-networkpolicy"),
    ],
    check: Check::Namespace(|namespace, cx| {
        let project = cx.project;
        let name = &namespace.identity.name;
        let is_restricted = project.subjects.network_policies.iter().any(|policy| {
            let of = &project.object(policy.object).namespace;
            of.is_unknown() || of.is(name.clone()) || of.is(String::new())
        });
        // Policies of other kinds are not read.
        let is_elsewhere = project.subjects.objects.iter().any(|object| {
            object.kind.holds(|it| it.ends_with("NetworkPolicy") && it != "NetworkPolicy")
        });
        let is_of_cluster = is_elsewhere || name.starts_with("kube-") || name == "default";
        if !is_restricted && !is_of_cluster {
            let shown = namespace.identity.shown;
            cx.report_at(
                &namespace.identity,
                shown,
                format!("nothing restricts the traffic of pods in {namespace}"),
            );
        }
    }),
    ..Rule::UNSET
};
