//! Expressions of admission policies against what an API server made of them: whether it takes
//! them, and what they come to where no object is asked.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use plimsoll_cel::{
    Activation, Budget, Environment, Expression, NoObjects, Outcome, Stop, Type, Value,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct Case {
    case: String,
    /// The expression that the case asks about; not there for every case.
    expr: Option<String>,
    decision: String,
    runtime_error: bool,
    /// The expression makes a message, and what it comes to is in it.
    value: Option<bool>,
    /// What changes from one asking to the next.
    note: Option<String>,
}

/// Nothing has a value.
struct Nothing;

impl Activation for Nothing {
    fn variable(&self, name: &str) -> Outcome {
        Ok(Value::unknown(format!("`{name}`")))
    }
}

/// Compiles every expression that the server took, evaluates those that ask for no object, and
/// prints how many come to what they came to there.
///
/// # Errors
///
/// If a case cannot be read, an expression that the server takes is refused, or one comes to
/// something else.
pub(crate) fn run(oracles: &Path, is_shown: bool) -> Result<()> {
    let list = oracles.join("admission/cases.jsonl");
    let text = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    let (mut taken, mut decided, mut differing) = (0, 0, Vec::new());
    for line in text.lines().filter(|it| !it.trim().is_empty()) {
        let case: Case = serde_json::from_str(line)?;
        let Some(expression) = case.expr.as_deref() else { continue };
        // What a case asks of several expressions is one text with semicolons.
        let names = ["; ", "request", "namespaceObject", "authorizer", "params", "variables"];
        if names.iter().any(|it| expression.contains(it)) {
            continue;
        }
        taken += 1;
        let mut environment = Environment::new(&NoObjects, 36);
        environment.declare("object", Type::Dyn);
        environment.declare("oldObject", Type::Dyn);
        let compiled = match Expression::compile(expression, &environment) {
            Ok(compiled) => compiled,
            Err(problems) => {
                differing.push(format!("{}: refused, {}", case.case, problems[0].message));
                continue;
            }
        };
        let asks = !compiled.variables().is_empty() || case.value.is_some() || case.note.is_some();
        if asks || case.decision == "error" {
            continue;
        }
        decided += 1;
        let given = match compiled.evaluate(&Nothing, &mut Budget::default()).outcome {
            Ok(Value::Bool(true)) => ("allowed", false),
            Ok(_) => ("denied", false),
            Err(Stop::Error(_)) => ("denied", true),
            Err(Stop::Unknown(_)) => ("undecided", false),
        };
        if given != (&*case.decision, case.runtime_error) {
            differing.push(format!("{}: {given:?} and not {}", case.case, case.decision));
        }
    }
    for it in differing.iter().filter(|_| is_shown) {
        println!("admission: {it}");
    }
    println!(
        "admission: {taken} expressions compile, and {decided} come to what they come to on the server"
    );
    ensure!(taken > 0, "no cases in {}", list.display());
    ensure!(differing.is_empty(), "{} expressions differ", differing.len());
    Ok(())
}
