//! Fields: Kubernetes `Secret` `data` and `stringData` with values, not encrypted by SOPS.

use plimsoll_model::syntax::secret::classify;

use crate::prelude::*;

/// Whether the value of the entry is a secret that is there: neither a placeholder nor a user's name.
fn is_secret(entry: &DataEntry, value: &str) -> bool {
    if !entry.is_encoded {
        return classify(&entry.key, value).is_some();
    }
    let Some(decoded) = entry.decoded() else { return false };
    let text = String::from_utf8_lossy(&decoded);
    classify(&entry.key, text.trim_end()).is_some()
}

pub(super) static RULE: Rule = Rule {
    name: "plaintext-secret",
    summary: "secret is written into the manifest",
    severity: Severity::Medium,
    since: "0.1.0",
    controls: &[
        cis_kubernetes("5.4.2"),
        nsa_cisa("secrets"),
        kics("Using Kubernetes Native Secret Management"),
        cwe("798"),
    ],
    check: Check::ConfigData(|data, cx| {
        let is_open = data.is_secret && data.encrypted.is(false);
        let is_certificate = data.secret_type.is("kubernetes.io/service-account-token".to_owned());
        if !is_open || is_certificate {
            return;
        }
        let project = cx.project;
        let mut entries = project.entries_of(data.object).iter();
        let holds_something =
            |it: &&DataEntry| it.value.holds(|value| is_secret(it, value.reveal()));
        if let Some(entry) = entries.find(holds_something) {
            let message = format!("{data} has the value of `{}` in the file", entry.key);
            cx.report_about(&entry.identity, &entry.value, message);
        }
    }),
    ..Rule::UNSET
};
