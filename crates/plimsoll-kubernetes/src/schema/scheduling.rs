//! Requirements, tolerations and spreading: fields that have to fit each other.
//!
//! Source: `ValidateTolerations`, `validateNodeSelectorRequirement`,
//! `ValidateNodeFieldSelectorRequirement`, `validateTopologySpreadConstraints` in
//! `pkg/apis/core/validation`, `ValidateLabelSelectorRequirement` of the metadata.

use plimsoll_facts::value::Value;

use super::{
    formats::Format,
    validation::{Found, Refusal, both, given, word},
};
use crate::scalar::whole;

/// What contradicts itself in `value`, a mapping of the type `of`.
pub(super) fn of<'v>(of: &str, value: &'v Value, found: &mut Found<'v>) {
    match of {
        "LabelSelectorRequirement" => requirement(value, found),
        "NodeSelectorRequirement" => node_requirement(value, found),
        "Toleration" => toleration(value, found),
        "TopologySpreadConstraint" => spread(value, found),
        _ => {}
    }
}

fn requirement<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(operator) = word(value, "operator") else { return };
    let values = value.member("values").filter(|it| !it.value.items().is_empty());
    let at = value.get("operator").unwrap_or(value);
    match (operator, values) {
        ("Exists" | "DoesNotExist", Some(values)) => {
            let message = format!("`{operator}` takes no values");
            found.push(Refusal::conflict(values, "values", message, at));
        }
        ("In" | "NotIn", None) if !value.is_incomplete() => {
            found.push(Refusal::missing(at, "values", format!("`{operator}` needs values")));
        }
        _ => {}
    }
}

fn node_requirement<'v>(value: &'v Value, found: &mut Found<'v>) {
    requirement(value, found);
    let Some(operator @ ("Gt" | "Lt")) = word(value, "operator") else { return };
    let at = value.get("operator").unwrap_or(value);
    let count = value.get("values").map_or(0, |it| it.items().len());
    if count != 1 && !value.is_incomplete() {
        let message = format!("`{operator}` needs one value");
        found.push(Refusal::missing(at, "values", message));
    }
}

fn toleration<'v>(value: &'v Value, found: &mut Found<'v>) {
    let operator = match value.get("operator") {
        None => "Equal",
        Some(_) => match word(value, "operator") {
            Some("") => "Equal",
            Some(operator) => operator,
            None => return,
        },
    };
    let has_key = value.get("key").is_some_and(|it| it.str_at(&[]) != Some(""));
    if !has_key && operator == "Equal" && !value.is_incomplete() {
        let message = "a toleration without `key` needs `operator: Exists`".to_owned();
        let at = value.get("operator").unwrap_or(value);
        found.push(Refusal::missing(at, "key", message));
    }
    let text = word(value, "value").filter(|it| !it.contains(['$', '{', '<']));
    if let (Some(text), Some(at)) = (text, given(value, "value")) {
        if operator == "Exists" && !text.is_empty() {
            let message = "`Exists` takes no value".to_owned();
            let other = value.get("operator").unwrap_or(value);
            found.push(Refusal::conflict(at, "value", message, other));
        }
        if operator == "Equal"
            && let Some(wanted) = Format::LabelValue.problem(text)
        {
            let message = format!("`value` cannot be `{text}`: {wanted}");
            found.push(Refusal::invalid(&at.value, "value", message));
        }
    }
    if let Some(at) = given(value, "tolerationSeconds")
        && whole(&at.value).is_some()
        && value.get("effect").is_none_or(|it| it.str_at(&[]).is_some_and(|it| it != "NoExecute"))
    {
        let message = "`tolerationSeconds` needs `effect: NoExecute`".to_owned();
        let other = value.get("effect").unwrap_or(value);
        found.push(Refusal::conflict(at, "tolerationSeconds", message, other));
    }
}

fn spread<'v>(value: &'v Value, found: &mut Found<'v>) {
    if let (Some("ScheduleAnyway"), Some((at, other))) =
        (word(value, "whenUnsatisfiable"), both(value, "minDomains", "whenUnsatisfiable"))
    {
        let message = "`minDomains` needs `DoNotSchedule`".to_owned();
        found.push(Refusal::conflict(at, "minDomains", message, &other.value));
    }
    let keys = given(value, "matchLabelKeys").filter(|it| !it.value.items().is_empty());
    if let Some(keys) = keys.filter(|_| value.get("labelSelector").is_none())
        && !value.is_incomplete()
    {
        let message = "`matchLabelKeys` needs a `labelSelector`".to_owned();
        found.push(Refusal::conflict(keys, "matchLabelKeys", message, value));
    }
}
