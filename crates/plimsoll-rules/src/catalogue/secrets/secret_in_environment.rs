//! Field: `environment`, `env`. Refused: a literal that name and shape give away as a secret.

use plimsoll_model::syntax::secret::classify;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-environment",
    summary: "secret is written into the file",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[
        cwe("798"),
        cis_kubernetes("5.4.1"),
        kube_linter("env-var-secret"),
        kubescape("C-0012"),
        polaris("sensitiveContainerEnvVar"),
        kubescape("C-0259"),
    ],
    check: Check::Variable(|variable, cx| {
        let name = variable.identity.name.as_str();
        if variable.value.is_stated()
            && variable.value.holds(|value| classify(name, value.reveal()).is_some())
        {
            let container = cx.project.container(variable.container);
            let message = format!("{container} gets the secret `{name}` from the file itself");
            cx.report(&variable.value, message);
        }
    }),
    ..Rule::UNSET
};
