//! Admission policies and their expressions against what an API server made of them: whether it
//! takes them, and what they come to where no object is asked.

use std::path::Path;

use anyhow::{Result, ensure};
use plimsoll_cel::{
    Activation, Budget, Environment, Expression, NoObjects, Outcome, Stop, Type, Value,
};
use plimsoll_linter::{Linter, Settings};
use serde::Deserialize;

use super::refusals::{self, Row};

/// The release that was asked.
const MINOR: u32 = 37;

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

/// A policy or a binding at its creation.
#[derive(Deserialize)]
struct Creation {
    case: String,
    feature: String,
    document: String,
    accepted: bool,
    message: Option<String>,
    #[serde(default)]
    causes: Option<Vec<Cause>>,
}

#[derive(Deserialize)]
struct Cause {
    field: Option<String>,
}

/// Nothing has a value.
struct Nothing;

impl Activation for Nothing {
    fn variable(&self, name: &str) -> Outcome {
        Ok(Value::unknown(format!("`{name}`")))
    }
}

/// Compares policies at their creation, and expressions.
///
/// # Errors
///
/// If a case cannot be read, an expression that the server takes is refused, or one comes to
/// something else.
pub(crate) fn run(oracles: &Path, is_shown: bool) -> Result<()> {
    let folder = oracles.join("admission");
    creations(&folder, is_shown)?;
    expressions(&folder, is_shown)
}

fn creations(folder: &Path, is_shown: bool) -> Result<()> {
    let mut settings = Settings::all();
    settings.parameters.kubernetes_minor = MINOR;
    let linter = Linter::new(settings);
    let asked: Vec<Creation> = refusals::read(&folder.join("refused.jsonl"))?;
    let rows = refusals::ask(&asked, |it| {
        let report = linter.check_text("policy.yaml", &it.document);
        let fields = it.causes.iter().flatten().filter_map(|cause| cause.field.clone());
        Row {
            name: it.case.clone(),
            kind: it.feature.clone(),
            accepted: it.accepted,
            error: it.message.clone().unwrap_or_default(),
            fields: fields.collect(),
            said: refusals::said(&report),
            is_complete: report.coverage.is_complete(),
        }
    });
    refusals::print("admission, creations", &rows, is_shown);
    Ok(())
}

/// Compiles every expression that the server took, evaluates those that ask for no object, and
/// prints how many come to what they came to there.
fn expressions(folder: &Path, is_shown: bool) -> Result<()> {
    let cases: Vec<Case> = refusals::read(&folder.join("cases.jsonl"))?;
    let (mut taken, mut decided, mut differing) = (0, 0, Vec::new());
    for case in cases {
        let Some(expression) = case.expr.as_deref() else { continue };
        // What a case asks of several expressions is one text with semicolons.
        let names = ["; ", "request", "namespaceObject", "authorizer", "params", "variables"];
        if names.iter().any(|it| expression.contains(it)) {
            continue;
        }
        taken += 1;
        let mut environment = Environment::new(&NoObjects, MINOR - 1);
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
    ensure!(taken > 0, "no cases in {}", folder.display());
    ensure!(differing.is_empty(), "{} expressions differ", differing.len());
    Ok(())
}
