//! Fields: `apiVersion` and `kind`, against the parameter `kubernetes-version`.

use plimsoll_model::kubernetes::api_versions::lifecycle;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "deprecated-api",
    summary: "API version is going to be removed",
    severity: Severity::Low,
    platform: Some(Reaction::Warns),
    since: "0.1.0",
    controls: &[
        kube_score("stable-version"),
        trivy("KSV-0107"),
        kics("Object Is Using A Deprecated API Version"),
    ],
    fix: Some(Safety::Safe),
    check: Check::Object(|object, cx| {
        let minor = cx.parameters.kubernetes_minor;
        let (Some(version), Some(kind)) = (object.api_version.known(), object.kind.known()) else {
            return;
        };
        let Some(it) =
            lifecycle(version, kind).filter(|it| it.is_served(minor) && it.deprecated <= minor)
        else {
            return;
        };
        // Without a date and a successor there is nothing to do about it yet.
        let Some(next) = it.replacement.filter(|next| next.since <= minor) else { return };
        let end = it.removed.map(|removed| format!(" and ends with 1.{removed}"));
        let draft = cx.report(
            &object.api_version,
            format!(
                "{object} is of `{version}`, which is deprecated since Kubernetes 1.{}{}",
                it.deprecated,
                end.unwrap_or_default()
            ),
        );
        if next.is_same_schema && next.kind.is_none() {
            draft.fix_safely(
                format!("use `{}`", next.api_version),
                [object.api_version.set(next.api_version)],
            );
        }
    }),
    ..Rule::UNSET
};
