//! YAML 1.2.2 section 3.2.1.3: keys of a mapping are unique.

use plimsoll_model::Origin;
use plimsoll_yaml::SyntaxErrorKind;

use crate::prelude::*;
use crate::rule::Place;

pub(super) static RULE: Rule = Rule {
    name: "duplicate-key",
    summary: "key stands twice, and one of them is lost",
    severity: Severity::Medium,
    platform: Some(Reaction::Refuses),
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("loader")],
    check: Check::File(|file, cx| {
        for error in file.errors.iter().filter(|it| it.kind == SyntaxErrorKind::DuplicateKey) {
            let Some(node) = file.tree.node_at(error.at.start()) else { continue };
            let place = Place { at: Origin { file: file.id, node }, part: Some(error.at) };
            cx.report_in(file, place, error.message.clone());
        }
    }),
    ..Rule::UNSET
};
