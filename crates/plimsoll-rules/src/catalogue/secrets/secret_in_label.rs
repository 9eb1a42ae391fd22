//! Fields: Compose `labels`, `annotations`. Refused: credentials, and hashes of passwords.

use plimsoll_model::syntax::secret::{classify, is_password_hash};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-label",
    summary: "label shows a secret to everybody who can list containers",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("312"), owasp_docker("12")],
    check: Check::Setting(|setting, cx| {
        if !matches!(setting.kind, SettingKind::Label) {
            return;
        }
        let name = setting.identity.name.as_str();
        let meaning = name.rsplit('.').next().unwrap_or(name);
        let message = match setting.value.known().map(Redacted::reveal) {
            Some(value) if is_password_hash(value) => {
                format!("the label {setting} shows the hash of a password")
            }
            Some(value) if classify(meaning, value).is_some() => {
                format!("the label {setting} shows a secret")
            }
            _ => return,
        };
        cx.report(&setting.value, message).keyed(name);
    }),
    ..Rule::UNSET
};
