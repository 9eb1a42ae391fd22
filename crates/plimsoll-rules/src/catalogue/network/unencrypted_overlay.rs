//! Fields: Compose `networks`, driver `overlay`. Allowed: with the option `encrypted`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "unencrypted-overlay",
    summary: "traffic between machines can be read on the way",
    severity: Severity::Medium,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[nsa_cisa("network separation and hardening")],
    fix: Some(Safety::Hardening),
    check: Check::Network(|network, cx| {
        if network.driver.is("overlay".to_owned())
            && network.encrypted.is(false)
            && network.external.is(false)
        {
            let message = format!("traffic in {network} crosses machines without encryption");
            cx.report(&network.encrypted, message).harden(
                "encrypt it",
                "machines need the protocol ESP open between them, and traffic costs processor time",
                [network.encrypted.set("true")],
            );
        }
    }),
    ..Rule::UNSET
};
