//! Fields: Compose `driver_opts`, `logging.options`. Refused: a literal that name and shape give away as a secret.

use plimsoll_model::syntax::secret::classify;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-driver-option",
    summary: "options of a driver hold a secret",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("798"), owasp_docker("12")],
    check: Check::Setting(|setting, cx| {
        if !matches!(setting.kind, SettingKind::DriverOption | SettingKind::LogOption) {
            return;
        }
        let name = setting.identity.name.as_str();
        let in_list = |value: &str| {
            value.split(',').any(|it| {
                it.trim()
                    .split_once('=')
                    .is_some_and(|(name, value)| classify(name, value).is_some())
            })
        };
        if setting.value.holds(|it| classify(name, it.reveal()).is_some() || in_list(it.reveal())) {
            cx.report(&setting.value, format!("the {} {setting} holds a secret", setting.kind))
                .keyed(name);
        }
    }),
    ..Rule::UNSET
};
