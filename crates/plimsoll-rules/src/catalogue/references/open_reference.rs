//! Names in a Compose file that it does not declare and that another file can: a section that is left out, or a name that a file beside it declares.

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "open-reference",
    summary: "name has to be declared by another file",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("loader")],
    check: Check::Defect(|defect, cx| crate::catalogue::refused(&[DefectKind::Open], defect, cx)),
    ..Rule::UNSET
};
