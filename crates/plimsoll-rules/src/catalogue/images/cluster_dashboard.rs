//! Field: `image` of the Kubernetes dashboard.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "cluster-dashboard",
    summary: "dashboard of the cluster is deployed",
    severity: Severity::Medium,
    since: "0.1.0",
    is_recommended: false,
    controls: &[checkov("CKV_K8S_33"), kics("Dashboard Is Enabled"), kubescape("C-0014")],
    check: Check::Image(|image, cx| {
        let is_dashboard = |it: &ImageReference| {
            let name = it.name();
            name.starts_with("kubernetes-dashboard")
                || it.repository.starts_with("kubernetesui/dashboard")
        };
        if image.reference.holds(is_dashboard) {
            let container = cx.project.container(image.container);
            cx.report(&image.reference, format!("{container} is the dashboard of the cluster"));
        }
    }),
    ..Rule::UNSET
};
