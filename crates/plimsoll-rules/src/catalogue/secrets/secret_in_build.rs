//! Fields: Compose `build.args`, `build.dockerfile_inline`. Refused: a literal that name and shape give away as a secret.

use plimsoll_model::syntax::secret::classify;

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "secret-in-build",
    summary: "secret ends up in the history of an image",
    severity: Severity::High,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[cwe("798"), owasp_docker("12"), kics("Passwords And Secrets")],
    check: Check::Setting(|setting, cx| {
        if !matches!(setting.kind, SettingKind::BuildArgument | SettingKind::InlineDockerfile) {
            return;
        }
        let name = setting.identity.name.as_str();
        if setting.value.holds(|value| classify(name, value.reveal()).is_some()) {
            let message =
                format!("the {} {setting} is a secret that stays in the image", setting.kind);
            cx.report(&setting.value, message).keyed(name);
        }
    }),
    ..Rule::UNSET
};
