//! Field: `image`. Refused: registries that were frozen or closed.

use crate::prelude::*;

/// Registries, and where their images are now.
const FROZEN: &[(&str, &str)] = &[("k8s.gcr.io", "registry.k8s.io")];

pub(super) static RULE: Rule = Rule {
    name: "frozen-registry",
    summary: "image comes from a registry that gets no more images",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[
        kubescape("C-0253"),
        kyverno("restrict-deprecated-registry"),
        gatekeeper("general/disallowedrepos"),
    ],
    fix: Some(Safety::Hardening),
    check: Check::Image(|image, cx| {
        let Some(registry) = image.registry.known() else { return };
        let Some((old, new)) = FROZEN.iter().find(|(old, _)| old == registry) else { return };
        let container = cx.project.container(image.container);
        cx.report(
            &image.registry,
            format!("{container} pulls from `{old}`, which gets no more images"),
        )
        .harden(
            format!("pull from `{new}`"),
            "a few old tags were never copied there",
            [image.registry.splice(*new)],
        );
    }),
    ..Rule::UNSET
};
