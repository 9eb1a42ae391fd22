//! Field: `apiVersion` of objects that extensions of Kubernetes define, against versions that their makers have taken away.

use crate::prelude::*;

/// A version that is gone.
struct Gone {
    /// The group and version.
    api_version: &'static str,
    /// The kinds; all of the version's where there are none.
    kinds: &'static [&'static str],
    /// Which release no longer has it.
    since: &'static str,
    /// What takes its place.
    next: &'static str,
}

const fn gone(
    api_version: &'static str,
    kinds: &'static [&'static str],
    since: &'static str,
    next: &'static str,
) -> Gone {
    Gone { api_version, kinds, since, next }
}

/// Source: release notes and migration guides of the projects.
const VERSIONS: &[Gone] = &[
    gone("acme.cert-manager.io/v1alpha2", &[], "cert-manager 1.6", "acme.cert-manager.io/v1"),
    gone("acme.cert-manager.io/v1alpha3", &[], "cert-manager 1.6", "acme.cert-manager.io/v1"),
    gone("acme.cert-manager.io/v1beta1", &[], "cert-manager 1.6", "acme.cert-manager.io/v1"),
    gone("authentication.istio.io/v1alpha1", &[], "Istio 1.6", "security.istio.io/v1"),
    gone("cert-manager.io/v1alpha2", &[], "cert-manager 1.6", "cert-manager.io/v1"),
    gone("cert-manager.io/v1alpha3", &[], "cert-manager 1.6", "cert-manager.io/v1"),
    gone("cert-manager.io/v1beta1", &[], "cert-manager 1.6", "cert-manager.io/v1"),
    gone("certmanager.k8s.io/v1alpha1", &[], "cert-manager 0.11", "cert-manager.io/v1"),
    gone("external-secrets.io/v1alpha1", &[], "External Secrets 0.17", "external-secrets.io/v1"),
    gone(
        "gateway.networking.k8s.io/v1alpha2",
        &["Gateway", "GatewayClass", "HTTPRoute"],
        "Gateway API 1.1",
        "gateway.networking.k8s.io/v1",
    ),
    gone("keda.k8s.io/v1alpha1", &[], "KEDA 2.0", "keda.sh/v1alpha1"),
    gone("rbac.istio.io/v1alpha1", &[], "Istio 1.6", "security.istio.io/v1"),
    gone("serving.knative.dev/v1alpha1", &[], "Knative Serving 0.20", "serving.knative.dev/v1"),
    gone("traefik.containo.us/v1alpha1", &[], "Traefik 3.0", "traefik.io/v1alpha1"),
];

pub(super) static RULE: Rule = Rule {
    name: "removed-extension-api",
    summary: "API version of an extension is gone",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    is_recommended: false,
    controls: &[validation("API server")],
    check: Check::Object(|object, cx| {
        let (Some(version), Some(kind)) = (object.api_version.known(), object.kind.known()) else {
            return;
        };
        let is_it = |it: &&Gone| {
            it.api_version == version && (it.kinds.is_empty() || it.kinds.contains(&kind.as_str()))
        };
        if let Some(gone) = VERSIONS.iter().find(is_it) {
            let message = format!(
                "{object} is of `{version}`, which {} no longer has; `{}` takes its place",
                gone.since, gone.next
            );
            cx.report(&object.api_version, message);
        }
    }),
    ..Rule::UNSET
};
