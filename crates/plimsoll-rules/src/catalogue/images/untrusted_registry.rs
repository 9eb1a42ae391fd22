//! Field: `image`. Allowed: registries of the parameter `trusted-registries`, where it is set, and none of
//! `denied-registries`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "untrusted-registry",
    summary: "image comes from a registry that the project does not trust",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[kubescape("C-0078"), cis_kubernetes("5.5.1")],
    check: Check::Image(|image, cx| {
        let (trusted, denied) =
            (&cx.parameters.trusted_registries, &cx.parameters.denied_registries);
        let Some(registry) = image.registry.known().filter(|_| !image.is_built_here) else {
            return;
        };
        let container = cx.project.container(image.container);
        if denied.contains(registry) {
            let message = format!("{container} pulls from `{registry}`, which is denied");
            cx.report(&image.registry, message);
        } else if !trusted.is_empty() && !trusted.contains(registry) {
            let message =
                format!("{container} pulls from `{registry}`, which is not a trusted registry");
            cx.report(&image.registry, message);
        }
    }),
    ..Rule::UNSET
};
