//! Fields: Kubernetes `env[].valueFrom.secretKeyRef` and `envFrom[].secretRef`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-from-environment",
    summary: "secret is handed over in the environment",
    severity: Severity::Info,
    since: "0.1.0",
    is_recommended: false,
    controls: &[
        cis_kubernetes("5.4.1"),
        kube_linter("read-secret-from-env-var"),
        checkov("CKV_K8S_35"),
        kics("Secrets As Environment Variables"),
        kubescape("C-0207"),
        kubesec("SecretsAsEnvironmentVariables"),
        kyverno("secrets-not-from-env-vars"),
    ],
    check: Check::Reference(|reference, cx| {
        let path = reference.name.site().map_or(&[][..], |site| site.slot.path);
        let is_environment = matches!(path.first(), Some(&"valueFrom" | &"secretRef"));
        if reference.target_kind == "Secret" && is_environment {
            let name = &reference.identity.name;
            cx.report(
                &reference.name,
                format!("the secret `{name}` is handed over in the environment"),
            );
        }
    }),
    ..Rule::UNSET
};
