//! Flags on the command lines of static pods, against the version that the image, or the parameter `kubernetes-version`, says.

use crate::{
    component::{Flag, Wants, judge},
    prelude::*,
};

const fn flag(programs: &'static [&'static str], name: &'static str) -> Flag {
    Flag { programs, name, wants: Wants::NoneOf(&[]) }
}

/// Flags by the minor version that no longer has them. Source: the changelogs of Kubernetes.
const REMOVED: &[(u32, &[Flag])] = &[
    (19, &[flag(&["kube-apiserver"], "basic-auth-file")]),
    (
        23,
        &[
            flag(&["kube-scheduler"], "algorithm-provider"),
            flag(&["kube-scheduler"], "policy-config-file"),
            flag(&["kube-scheduler"], "policy-configmap"),
            flag(&["kube-scheduler"], "policy-configmap-namespace"),
            flag(&["kube-scheduler"], "use-legacy-policy-config"),
        ],
    ),
    (
        24,
        &[
            flag(&["kube-apiserver"], "insecure-bind-address"),
            flag(&["kube-apiserver"], "insecure-port"),
            flag(&["kube-apiserver", "kube-controller-manager", "kube-scheduler"], "address"),
            flag(&["kube-apiserver", "kube-controller-manager", "kube-scheduler"], "port"),
        ],
    ),
    (
        27,
        &[
            flag(&["kube-controller-manager"], "enable-taint-manager"),
            flag(&["kube-controller-manager"], "pod-eviction-timeout"),
        ],
    ),
];

/// The minor version that the image of the container says: `v1.30.2`.
fn minor_of(container: &Container, cx: &crate::Context<'_>) -> Option<u32> {
    let images = cx.project.images_of(container.workload);
    let own =
        images.iter().find(|it| std::ptr::eq(cx.project.container(it.container), container))?;
    own.tag.known()?.strip_prefix("v1.")?.split('.').next()?.parse().ok()
}

pub(super) static RULE: Rule = Rule {
    name: "removed-flag",
    summary: "program of the control plane has a flag that it does not know any more",
    severity: Severity::Medium,
    platform: Some(Reaction::Fails),
    since: "0.1.0",
    controls: &[validation("control plane")],
    check: Check::Container(|container, cx| {
        let minor = minor_of(container, cx).unwrap_or(cx.parameters.kubernetes_minor);
        for (_, flags) in REMOVED.iter().filter(|(since, _)| *since <= minor) {
            judge(flags, container, cx);
        }
    }),
    ..Rule::UNSET
};
