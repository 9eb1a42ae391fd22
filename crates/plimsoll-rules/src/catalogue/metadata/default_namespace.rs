//! Field: Kubernetes `metadata.namespace`. Refused: `default`, stated or by leaving it out.

use plimsoll_model::kubernetes::{api_versions::lifecycle, served};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "default-namespace",
    summary: "object is in the namespace that everybody has",
    severity: Severity::Low,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.7.4"),
        kube_linter("use-namespace"),
        trivy("KSV-0110"),
        checkov("CKV_K8S_21"),
        kics("Using Unrecommended Namespace"),
        kubescape("C-0061"),
        kubescape("C-0212"),
    ],
    check: Check::Object(|object, cx| {
        let is_default = |it: &String| it == "default" || it.is_empty();
        let is_pod_like =
            object.kind.holds(|it| !matches!(&**it, "ServiceAccount" | "List" | "Kustomization"));
        // Whether objects that others define belong to a namespace is not known.
        let is_of_unknown_scope = object.namespace.is_assumed()
            && !object.api_version.known().zip(object.kind.known()).is_some_and(
                |(version, kind)| {
                    served(version, kind).is_some() || lifecycle(version, kind).is_some()
                },
            );
        // The cluster keeps its own service there.
        let is_of_cluster = object.identity.name == "kubernetes";
        if object.namespace.holds(is_default)
            && is_pod_like
            && !is_of_cluster
            && !is_of_unknown_scope
        {
            let how = if object.namespace.is_stated() { "is in" } else { "goes to" };
            cx.report(&object.namespace, format!("{object} {how} the namespace `default`"));
        }
    }),
    ..Rule::UNSET
};
