//! Quantities: how they are written, and those that have to fit each other.
//!
//! Source: the validation functions of the API server (`ValidateResourceRequirements`,
//! `validatePodResources`, `ValidatePersistentVolumeClaimSpec`).

use plimsoll_facts::{
    subjects::DefectKind,
    value::{Content, Member, Value},
};
use plimsoll_syntax::quantity::{self, Quantity, meant_quantity};

use super::validation::{Refusal, text};
use crate::scalar::whole;

type Found<'v> = Vec<Refusal<'v>>;

/// What is wrong with the quantities in `value`, a mapping of the type `of`.
pub(super) fn of<'v>(of: &str, value: &'v Value, found: &mut Found<'v>) {
    match of {
        "PersistentVolumeClaimSpec" => claim(value, found),
        "PodSpec" => pod(value, found),
        "ResourceRequirements" => {
            extended(value, found);
            without(value, found);
        }
        _ => {}
    }
}

/// What is wrong with a single value that is to be a quantity.
pub(super) fn refused(value: &Value) -> Option<String> {
    let text = text(value).filter(|it| !it.contains(['$', '{', '<', '[', '%']))?;
    // A name in capitals waits for somebody to put a quantity in.
    if !text.is_empty() && text.chars().all(|it| it.is_ascii_uppercase() || it == '_') {
        return None;
    }
    // Numbers can have underscores.
    if whole(value).is_some() {
        return None;
    }
    let error = quantity::parse(text.trim()).err()?;
    let meant = meant_quantity(text).filter(|it| quantity::parse(it).is_ok());
    let hint = meant.map_or(String::new(), |it| format!("; `{it}` is one"));
    Some(format!("`{text}` is no quantity: it {}{hint}", error.kind))
}

fn amount(value: &Value) -> Option<Quantity> {
    let text = value.text().filter(|text| text.unknown.is_none())?;
    quantity::parse(text.value.trim()).ok()
}

fn claim<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(member) = value.member("resources") else { return };
    let resources = &member.value;
    let requests = resources.get("requests");
    let is_whole = !resources.is_incomplete() && requests.is_none_or(|it| !it.is_incomplete());
    let is_mapping = matches!(resources.content, Content::Map { .. });
    if is_mapping && is_whole && requests.is_none_or(|it| it.get("storage").is_none()) {
        let message = "`requests.storage` has to be given".to_owned();
        let shown = Some(member.key_at);
        let key = "resources.requests.storage";
        found.push(Refusal { shown, ..Refusal::missing(resources, key, message) });
    }
}

/// A limit of nothing is one too, null or zero, and no request is as little.
fn without<'v>(value: &'v Value, found: &mut Found<'v>) {
    let limits = value.get("limits").map_or(&[][..], Value::members);
    let is_nothing =
        |it: &Member| it.value.is_null() || amount(&it.value).is_some_and(|it| it.milli() == 0);
    for limit in limits.iter().filter(|it| is_nothing(it)) {
        let request = value.dig(&["requests", &limit.key]);
        if let Some(request) = request.filter(|it| amount(it).is_some_and(|it| it.milli() > 0)) {
            let message =
                format!("a limit of nothing is less than the request for `{}`", limit.key);
            let shown = Some(limit.key_at);
            let key = format!("limits.{}", limit.key);
            found.push(Refusal { shown, ..Refusal::conflict(limit, &key, message, request) });
        }
    }
}

/// Resources that devices bring are whole, and nobody gets more than is asked for.
fn extended<'v>(value: &'v Value, found: &mut Found<'v>) {
    let is_extended = |it: &&Member| {
        it.key.split_once('/').is_some_and(|(domain, _)| {
            domain != "kubernetes.io" && !domain.ends_with(".kubernetes.io")
        }) && !it.key.starts_with("requests.")
    };
    let of = |key: &str| value.get(key).map_or(&[][..], Value::members).iter();
    for list in ["limits", "requests"] {
        for member in of(list).filter(is_extended) {
            if amount(&member.value).is_some_and(|it| it.milli() % 1000 != 0) {
                let message = format!("`{}` cannot be had in parts", member.key);
                let key = format!("{list}.{}", member.key);
                found.push(Refusal::invalid(&member.value, &key, message));
            }
        }
    }
    for request in of("requests").filter(is_extended) {
        let key = format!("requests.{}", request.key);
        let Some(limit) = of("limits").find(|it| it.key == request.key) else {
            if value.get("limits").is_none_or(|it| !it.is_incomplete()) {
                let message = format!("`{}` needs a limit as high as the request", request.key);
                found.push(Refusal::missing(&request.value, &key, message));
            }
            continue;
        };
        let (wanted, most) = (amount(&request.value), amount(&limit.value));
        if let (Some(wanted), Some(most)) = (wanted, most)
            && wanted.milli() != most.milli()
        {
            let message = format!("the request for `{}` has to be its limit", request.key);
            found.push(Refusal::conflict(request, &key, message, &limit.value));
        }
    }
}

/// What the containers ask for has to fit into what their pod asks for.
fn pod<'v>(value: &'v Value, found: &mut Found<'v>) {
    for name in ["cpu", "memory"] {
        let Some(whole) = value.dig(&["resources", "requests"]).and_then(|it| it.member(name))
        else {
            continue;
        };
        let of = |container: &Value| {
            let own = container.dig(&["resources", "requests", name]);
            own.or_else(|| container.dig(&["resources", "limits", name])).and_then(amount)
        };
        let containers = value.get("containers").map_or(&[][..], Value::items);
        let sum: i128 = containers.iter().filter_map(of).map(Quantity::milli).sum();
        if amount(&whole.value).is_some_and(|it| it.milli() < sum) {
            let message = format!("the containers ask for more `{name}` than their pod");
            let key = format!("resources.requests.{name}");
            let kind = DefectKind::Conflict;
            found.push(Refusal { kind, ..Refusal::invalid(&whole.value, &key, message) });
        }
    }
}
