//! Field: Compose `logging.driver`. Refused: `none`.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "disabled-logging",
    summary: "output of the container is thrown away",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[compose_lint("CL-0014"), cwe("778")],
    check: Check::Container(|container, cx| {
        if container.log_driver.holds(|it| it.eq_ignore_ascii_case("none")) {
            cx.report(&container.log_driver, format!("what {container} prints is thrown away"));
        }
    }),
    ..Rule::UNSET
};
