//! Fields: `apiVersion` and `kind`, against the parameter `kubernetes-version`.

use plimsoll_model::kubernetes::api_versions::lifecycle;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "removed-api",
    summary: "API version is no longer served",
    severity: Severity::High,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[
        validation("API server"),
        kube_score("stable-version"),
        kube_linter("no-extensions-v1beta"),
        trivy("KSV-0107"),
        kics("Object Is Using A Deprecated API Version"),
    ],
    fix: Some(Safety::Safe),
    check: Check::Object(|object, cx| {
        let minor = cx.parameters.kubernetes_minor;
        let (Some(version), Some(kind)) = (object.api_version.known(), object.kind.known()) else {
            return;
        };
        let Some(it) = lifecycle(version, kind).filter(|it| !it.is_served(minor)) else { return };
        let removed = it.removed.unwrap_or(minor);
        let mut message = format!(
            "{object} is of `{version}`, which has not been served since Kubernetes 1.{removed}"
        );
        let next = it.replacement.filter(|next| next.since <= minor);
        if let Some(next) = next {
            let kind = next.kind.map(|kind| format!(" {kind}")).unwrap_or_default();
            message += &format!("; `{}{kind}` takes its place", next.api_version);
        }
        let draft = cx.report(&object.api_version, message);
        if let Some(next) = next.filter(|next| next.is_same_schema && next.kind.is_none()) {
            draft.fix_safely(
                format!("use `{}`", next.api_version),
                [object.api_version.set(next.api_version)],
            );
        }
    }),
    ..Rule::UNSET
};
