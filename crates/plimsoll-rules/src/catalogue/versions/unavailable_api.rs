//! Fields: Kubernetes `apiVersion` and `kind`, against the parameter `kubernetes-version`.

use plimsoll_model::kubernetes::served;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unavailable-api",
    summary: "API version does not exist yet in this version of Kubernetes",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    controls: &[validation("API server")],
    check: Check::Object(|object, cx| {
        let minor = cx.parameters.kubernetes_minor;
        let (Some(version), Some(kind)) = (object.api_version.known(), object.kind.known()) else {
            return;
        };
        if let Some(since) = served(version, kind).and_then(|it| it.since)
            && minor < since
        {
            let message =
                format!("{object} is of `{version}`, which Kubernetes has from 1.{since} on");
            cx.report(&object.api_version, message);
        }
    }),
    ..Rule::UNSET
};
