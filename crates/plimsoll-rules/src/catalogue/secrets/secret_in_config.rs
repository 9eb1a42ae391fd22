//! Field: Compose `configs.*.content`. Refused: lines that name and shape give away as secrets.

use plimsoll_model::syntax::secret::classify;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-config",
    summary: "config holds a secret",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("312"), owasp_docker("12")],
    check: Check::Setting(|setting, cx| {
        if !matches!(setting.kind, SettingKind::ConfigContent) {
            return;
        }
        let name = setting.identity.name.as_str();
        if setting.value.holds(|value| classify(name, value.reveal()).is_some()) {
            cx.report(&setting.value, format!("the config holds the secret {setting}")).keyed(name);
        }
    }),
    ..Rule::UNSET
};
