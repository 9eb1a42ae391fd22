//! YAML 1.2.2 sections 6.1 and 7.3.1: what a value goes on with is indented deeper than its key.

use plimsoll_model::Origin;
use plimsoll_yaml::SyntaxErrorKind;

use crate::prelude::*;
use crate::rule::Place;

pub(super) static RULE: Rule = Rule {
    name: "loose-indentation",
    summary: "value goes on at too low an indentation",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[validation("loader")],
    check: Check::File(|file, cx| {
        for error in file.errors.iter().filter(|it| it.kind == SyntaxErrorKind::Tolerated) {
            let Some(node) = file.tree.node_at(error.at.start()) else { continue };
            let place = Place { at: Origin { file: file.id, node }, part: Some(error.at) };
            cx.report_in(file, place, error.message.clone());
        }
    }),
    ..Rule::UNSET
};
