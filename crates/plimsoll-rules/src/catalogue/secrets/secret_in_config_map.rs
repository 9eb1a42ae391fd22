//! Fields: Kubernetes `ConfigMap` `data`, and lines of files in it, by the name and the shape of the value together.

use plimsoll_model::syntax::secret::{classify, secret_line};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-config-map",
    summary: "configuration map holds a secret",
    severity: Severity::High,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.4.1"),
        nsa_cisa("secrets"),
        polaris("sensitiveConfigmapContent"),
        trivy("KSV-0109"),
        kubescape("C-0012"),
        cwe("798"),
    ],
    check: Check::DataEntry(|entry, cx| {
        if !entry.is_secret && entry.value.holds(|it| classify(&entry.key, it.reveal()).is_some()) {
            let object = cx.project.object(entry.object);
            let message = format!("{object} holds the secret `{}` in the open", entry.key);
            cx.report(&entry.value, message);
            return;
        }
        let Some(text) = entry.value.known().filter(|it| !entry.is_secret && it.is_hidden()) else {
            return;
        };
        if let Some((name, _)) = secret_line(text.reveal()) {
            let object = cx.project.object(entry.object);
            let message = format!("{object} holds the secret `{name}` in `{}`", entry.key);
            cx.report(&entry.value, message);
        }
    }),
    ..Rule::UNSET
};
