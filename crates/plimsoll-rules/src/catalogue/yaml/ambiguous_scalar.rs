//! Compose `ports`: a plain `22:22` is the number 1342 to readers of YAML 1.1 (types `int`, sexagesimal).

use plimsoll_model::Origin;
use plimsoll_yaml::{Kind, Step, Trap};

use crate::prelude::*;

pub(super) static RULE: Rule = Rule {
    name: "ambiguous-scalar",
    summary: "readers of YAML disagree on what the value is",
    severity: Severity::Low,
    since: "0.1.0",
    maturity: Maturity::Stable,
    controls: &[dclint("require-quotes-in-ports")],
    check: Check::File(|file, cx| {
        if !file.recognition.dialect.is_compose() {
            return;
        }
        for (node, it) in file.tree.nodes() {
            let Kind::Scalar(scalar) = &it.kind else { continue };
            if scalar.trap() != Some(Trap::Sexagesimal) {
                continue;
            }
            let is_port = file
                .tree
                .address(node)
                .steps
                .iter()
                .rev()
                .nth(1)
                .is_some_and(|step| *step == Step::Key("ports".into()));
            if is_port {
                let message = format!(
                    "`{}` is a number in base 60 to some readers; put it in quotes",
                    scalar.value
                );
                cx.report_in(file, Origin { file: file.id, node }, message);
            }
        }
    }),
    ..Rule::UNSET
};
