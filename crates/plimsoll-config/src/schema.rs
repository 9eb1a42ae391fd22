//! The JSON schema of `plimsoll.toml`, from the table of keys.

use plimsoll_rules::{Parameters, RuleRef, RuleSet, parameters, profile};
use serde_json::{Map, Value, json};

use crate::keys::{Key, Shape, TOP};

/// The JSON schema (draft 7) of configuration files. With `rules` it knows their names, so that an
/// editor can offer them; without, any name is fine, as for files of other versions.
#[must_use]
pub fn schema(rules: Option<&RuleSet>) -> String {
    let mut schema = table(TOP, rules);
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema.insert("title".to_owned(), json!("plimsoll.toml"));
    let mut text = serde_json::to_string_pretty(&Value::Object(schema)).unwrap_or_default();
    text.push('\n');
    text
}

fn table(keys: &[Key], rules: Option<&RuleSet>) -> Map<String, Value> {
    let properties: Map<String, Value> = keys
        .iter()
        .map(|key| {
            let mut it = shape(key.shape, rules);
            it.insert("description".to_owned(), json!(key.doc));
            if key.name == "extends" {
                let names: Vec<&str> = profile::all().map(|it| it.name).collect();
                it.insert("examples".to_owned(), json!([names]));
            }
            (key.name.to_owned(), Value::Object(it))
        })
        .collect();
    object(json!({ "type": "object", "properties": properties, "additionalProperties": false }))
}

fn shape(shape: Shape, rules: Option<&RuleSet>) -> Map<String, Value> {
    object(match shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Texts => texts(),
        Shape::Day => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Shape::Level => json!({ "enum": ["note", "warning", "error"] }),
        Shape::Rules => {
            let choice = json!({ "enum": ["off", "note", "warning", "error"] });
            match rules {
                None => json!({ "type": "object", "additionalProperties": choice }),
                Some(rules) => {
                    let rule = |it: &RuleRef| {
                        let mut choice = choice.clone();
                        choice["description"] = json!(it.summary());
                        (it.name().to_owned(), choice)
                    };
                    let known: Map<String, Value> = rules.iter().map(rule).collect();
                    json!({ "type": "object", "properties": known, "additionalProperties": choice })
                }
            }
        }
        Shape::Parameters => {
            let known: Map<String, Value> = Parameters::ALL
                .iter()
                .map(|it| {
                    let mut value = parameter(it.shape);
                    value["description"] = json!(it.doc.trim());
                    (it.name.to_owned(), value)
                })
                .collect();
            json!({ "type": "object", "properties": known, "additionalProperties": false })
        }
        Shape::Tables(keys) => json!({ "type": "array", "items": table(keys, rules) }),
    })
}

fn texts() -> Value {
    json!({ "oneOf": [{ "type": "string" }, { "type": "array", "items": { "type": "string" } }] })
}

fn parameter(shape: parameters::Shape) -> Value {
    match shape {
        parameters::Shape::OneOf(values) => json!({ "enum": values }),
        parameters::Shape::Texts => texts(),
        parameters::Shape::Number => json!({ "type": "integer" }),
        parameters::Shape::Flag => json!({ "type": "boolean" }),
        _ => json!({ "type": "string" }),
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(it) => it,
        _ => Map::new(),
    }
}
