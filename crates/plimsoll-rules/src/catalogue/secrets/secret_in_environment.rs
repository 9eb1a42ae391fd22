//! Field: `environment`, `env`. Refused: a literal that name and shape give away as a secret.

use plimsoll_model::syntax::secret::classify;

use crate::{prelude::*, secret_file};

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
        compose_lint("CL-0020"),
        compose_lint("CL-0021"),
        kics("Passwords And Secrets"),
    ],
    fix: Some(Safety::Manual),
    check: Check::Variable(|variable, cx| {
        let name = variable.identity.name.as_str();
        if variable.value.is_stated()
            && variable.value.holds(|value| classify(name, value.reveal()).is_some())
        {
            let project = cx.project;
            let container = project.container(variable.container);
            let message = format!("{container} gets the secret `{name}` from the file itself");
            let draft = cx.report(&variable.value, message);
            if let Some((title, patches)) = secret_file::from_file(project, variable) {
                draft.fix_by_hand(title, patches);
            }
        }
    }),
    ..Rule::UNSET
};
