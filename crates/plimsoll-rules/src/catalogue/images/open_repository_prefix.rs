//! Field: `spec.parameters.repos[]` of Gatekeeper's `K8sAllowedRepos`, which compares beginnings.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "open-repository-prefix",
    summary: "policy for images takes registries that only begin alike",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[trivy("KSV-0124"), nsa_cisa("admission control")],
    check: Check::ImagePolicy(|policy, cx| {
        for prefix in &policy.prefixes.items {
            let is_open = |it: &String| !it.contains('/') && !it.is_empty();
            if let Some(text) = prefix.known().filter(|it| is_open(it)) {
                let message = format!("`{text}` is also how `{text}.example.org/` begins");
                cx.report(prefix, message);
            }
        }
    }),
    ..Rule::UNSET
};
