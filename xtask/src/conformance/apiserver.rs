//! What an API server refuses, against findings that say so: `platform: refuses`.
//!
//! Prints how often both agree, and fails on nothing yet.

use std::{collections::HashMap, path::Path};

use anyhow::{Context, Result};
use plimsoll_linter::{Linter, Settings};
use serde::Deserialize;
use serde_json::Value;

use super::refusals::{self, Row};

/// The version that most questions were put to.
const VERSION: &str = "1.37";

#[derive(Deserialize)]
struct Base {
    base: String,
    object: Value,
}

/// A question: an object as text, or a change of one that was taken.
#[derive(Deserialize)]
struct Question {
    case: Option<String>,
    asks: Option<String>,
    yaml: Option<String>,
    base: Option<String>,
    path: Option<Vec<Value>>,
    change: Option<String>,
    value: Option<Value>,
    version: Option<String>,
    accepted: bool,
    #[serde(default)]
    causes: Vec<Cause>,
    #[serde(default)]
    message: String,
}

#[derive(Deserialize)]
struct Cause {
    field: Option<String>,
    reason: Option<String>,
    message: Option<String>,
}

/// Prints how often findings agree with the answers in the folder `oracles`.
///
/// # Errors
///
/// If an answer cannot be read.
pub(crate) fn run(oracles: &Path, is_shown: bool) -> Result<()> {
    let folder = oracles.join("apiserver");
    let bases: Vec<Base> = refusals::read(&folder.join("bases.jsonl"))?;
    let bases: HashMap<&str, &Value> = bases.iter().map(|it| (&*it.base, &it.object)).collect();
    let mut linters: HashMap<String, Linter> = HashMap::new();
    for file in ["questions", "mutations", "versions"] {
        let questions: Vec<Question> = refusals::read(&folder.join(format!("{file}.jsonl")))?;
        for it in &questions {
            let minor = it.minor();
            if !linters.contains_key(&minor) {
                linters.insert(minor.clone(), linter(&minor)?);
            }
        }
        let rows = refusals::ask(&questions, |it| judged(it, &bases, &linters));
        refusals::print(&format!("apiserver, {file}"), &rows, is_shown);
    }
    Ok(())
}

fn linter(minor: &str) -> Result<Linter> {
    let number = minor.strip_prefix("1.").context("a version that is none")?;
    let mut settings = Settings::all();
    settings.parameters.kubernetes_minor = number.parse().context("a version that is none")?;
    Ok(Linter::new(settings))
}

impl Question {
    /// `1.37`.
    fn minor(&self) -> String {
        let version = self.version.as_deref().unwrap_or(VERSION);
        version.splitn(3, '.').take(2).collect::<Vec<_>>().join(".")
    }

    /// The object that was sent.
    fn text(&self, bases: &HashMap<&str, &Value>) -> Option<String> {
        if let Some(text) = &self.yaml {
            return Some(text.clone());
        }
        let mut object = (*bases.get(self.base.as_deref()?)?).clone();
        let (last, way) = self.path.as_deref()?.split_last()?;
        let holder = way.iter().try_fold(&mut object, |it, step| match step {
            Value::String(key) => it.get_mut(key),
            step => it.get_mut(usize::try_from(step.as_u64()?).ok()?),
        })?;
        match (last, holder, self.value.clone()) {
            (Value::String(key), Value::Object(map), Some(value)) => {
                map.insert(key.clone(), value);
            }
            (Value::String(key), Value::Object(map), None) => {
                match self.change.as_deref() {
                    Some("null") => map.insert(key.clone(), Value::Null),
                    _ => map.remove(key),
                };
            }
            (step, Value::Array(items), value) => {
                let index = usize::try_from(step.as_u64()?).ok().filter(|it| *it < items.len())?;
                match (value, self.change.as_deref()) {
                    (Some(value), _) => items[index] = value,
                    (None, Some("null")) => items[index] = Value::Null,
                    _ => {
                        items.remove(index);
                    }
                }
            }
            _ => return None,
        }
        serde_json::to_string_pretty(&object).ok()
    }

    fn name(&self) -> String {
        let path = self.path.iter().flatten().map(|it| match it {
            Value::String(key) => format!(".{key}"),
            index => format!("[{index}]"),
        });
        let path: String = path.collect();
        let name = self.case.as_deref().or(self.base.as_deref()).unwrap_or("?");
        let value = self.value.as_ref().map(|it| format!(" = {it}")).unwrap_or_default();
        let value: String = value.chars().take(80).collect();
        format!("{name}{path}{value} {}", self.asks.as_deref().unwrap_or("")).trim_end().to_owned()
    }
}

fn judged(
    question: &Question,
    bases: &HashMap<&str, &Value>,
    linters: &HashMap<String, Linter>,
) -> Row {
    let text = question.text(bases).unwrap_or_default();
    let report = linters.get(&question.minor()).map(|it| it.check_text("object.yaml", &text));
    let causes = question.causes.iter().map(|it| {
        let part = |text: &Option<String>| text.clone().unwrap_or_default();
        format!("{}: {} {}", part(&it.field), part(&it.reason), part(&it.message))
    });
    let error: Vec<String> = causes.chain([question.message.clone()]).collect();
    Row {
        name: question.name(),
        kind: question.change.clone().unwrap_or_else(|| question.minor()),
        accepted: question.accepted,
        error: error.join("; "),
        fields: question.causes.iter().filter_map(|it| it.field.clone()).collect(),
        said: report.as_ref().map(refusals::said).unwrap_or_default(),
        is_complete: report.is_some_and(|it| it.coverage.is_complete()),
    }
}
