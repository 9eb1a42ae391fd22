//! Fields: `image`, and `selector` of a `Service`, against components that get no more security fixes.

use crate::prelude::*;

/// The ends of repositories, and what they are.
const ABANDONED: &[(&str, &str)] = &[
    ("heapster", "Heapster, which ended in 2018"),
    ("heapster-amd64", "Heapster, which ended in 2018"),
    ("kubernetes-helm/tiller", "Tiller of Helm 2, which ended in 2020"),
    ("helm/tiller", "Tiller of Helm 2, which ended in 2020"),
    ("ingress-nginx/controller", "the NGINX ingress controller that was retired in 2026"),
    ("ingress-nginx/controller-chroot", "the NGINX ingress controller that was retired in 2026"),
    ("nginx-ingress-controller", "an NGINX ingress controller of before 2021"),
];

pub(super) static RULE: Rule = Rule {
    name: "abandoned-component",
    summary: "component of the cluster is no longer maintained",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        trivy("KSV-0102"),
        checkov("CKV_K8S_34"),
        checkov("CKV_K8S_44"),
        checkov("CKV_K8S_45"),
        kics("Tiller (Helm v2) Is Deployed"),
        kics("Tiller Deployment Is Accessible From Within The Cluster"),
        kics("Tiller Service Is Not Deleted"),
        kubescape("C-0292"),
    ],
    check: Check::Any(&[
        Check::Image(|image, cx| {
            let Some(reference) = image.reference.known() else { return };
            let is_it = |(path, _): &&(&str, &str)| {
                reference.repository == *path || reference.repository.ends_with(&format!("/{path}"))
            };
            let Some((_, what)) = ABANDONED.iter().find(is_it) else { return };
            let container = cx.project.container(image.container);
            cx.report(&image.reference, format!("{container} runs {what}"));
        }),
        Check::Service(|service, cx| {
            // How Helm 2 labelled the pods that it installed.
            let has = |key, value| service.selector.has(|it| it.key == key && it.value == value);
            if has("app", "helm") && has("name", "tiller") {
                let shown = service.identity.shown;
                let message = format!("{service} leads to Tiller of Helm 2, which ended in 2020");
                cx.report_at(&service.identity, shown, message);
            }
        }),
    ]),
    ..Rule::UNSET
};
