//! `extends`: a service that starts from another one.
//!
//! Resolved document by document before anything is merged, as Docker's loader does
//! (specification, chapter *Extend*): a base that an override file changes later does not change
//! the services that were made from it. A service whose base cannot be had keeps its `extends`,
//! and so shows that it is not all there.

use std::{collections::HashMap, sync::Arc};

use plimsoll_facts::{
    File, Origin, Via, ViaKind,
    value::{Content, Member, Text, Value},
};
use plimsoll_syntax::name_distance::nearest;

use super::Loading;
use crate::{
    defects,
    files::is_remote,
    merge::{Owner, merge},
    scalar::{self, Scalar},
};

/// Longer chains are taken for mistakes; nobody writes them.
const MAX_DEPTH: usize = 32;

/// What an `extends` refers to.
struct Reference {
    at: Origin,
    service: String,
    file: Option<String>,
}

/// Makes every service of `document`, which is in `file`, stand on its own.
pub(super) fn apply(loading: &mut Loading<'_>, file: &File, document: &mut Value) {
    let services = services_of(document);
    if !services.iter().any(|it| it.value.member("extends").is_some()) {
        return;
    }
    let services = services.to_vec();
    let mut extended = Vec::with_capacity(services.len());
    for member in &services {
        let value = resolve(loading, file, &services, member, &mut Vec::new());
        extended.push(Member {
            value: value.unwrap_or_else(|| member.value.clone()),
            ..member.clone()
        });
    }
    if let Content::Map { members, .. } = &mut document.content
        && let Some(services) = members.iter_mut().find(|it| &*it.key == "services")
        && let Content::Map { members, .. } = &mut services.value.content
    {
        *members = extended;
    }
}

fn services_of(document: &Value) -> &[Member] {
    document.get("services").map_or(&[], Value::members)
}

/// The service with all that it extends; `None` where some of that cannot be had.
fn resolve(
    loading: &mut Loading<'_>,
    file: &File,
    services: &[Member],
    service: &Member,
    on_the_way: &mut Vec<Origin>,
) -> Option<Value> {
    let Some(extends) = service.value.get("extends") else { return Some(service.value.clone()) };
    let name = &service.key;
    if extends.at.file != file.id {
        // It came with an included file, and could not be resolved there.
        return None;
    }
    if let Some(message) = malformed(name, extends) {
        loading.defect(defects::malformed(
            extends.at,
            &format!("services.{name}.extends"),
            message,
        ));
        return None;
    }
    let Some(reference) = reference(extends) else {
        loading.gap(
            extends.at,
            "extends",
            format!("`{name}` extends something that cannot be read"),
        );
        return None;
    };
    if on_the_way.contains(&service.key_at) || on_the_way.len() >= MAX_DEPTH {
        let address = format!("services.{name}.extends");
        let message = format!("`{name}` extends itself");
        loading.defect(defects::circular(reference.at, &address, message));
        return None;
    }
    on_the_way.push(service.key_at);
    let base = base(loading, file, services, (name, extends), &reference, on_the_way);
    on_the_way.pop();
    let base = came_through(base?, ViaKind::Extends, extends.at);
    let mut path = vec!["services".into(), service.key.clone()];
    let before = base.clone();
    let mut merged = merge(base, service.value.clone(), Owner::Over, &mut path);
    loading.layer(
        service.key.clone(),
        before,
        service.value.clone(),
        merged.clone(),
        ViaKind::Extends,
    );
    if let Content::Map { members, .. } = &mut merged.content {
        members.retain(|member| &*member.key != "extends");
    }
    Some(merged)
}

fn base(
    loading: &mut Loading<'_>,
    file: &File,
    services: &[Member],
    (name, written): (&str, &Value),
    reference: &Reference,
    on_the_way: &mut Vec<Origin>,
) -> Option<Value> {
    let Reference { at, service, file: other } = reference;
    let Some(path) = other else {
        let Some(base) = services.iter().find(|it| *it.key == **service) else {
            let address = format!("services.{name}.extends");
            let candidates = services.iter().map(|it| &*it.key).filter(|it| it != &name);
            let message = match nearest(service, candidates) {
                Some(meant) => {
                    format!("`{name}` extends `{service}`; did you mean `{meant}`?")
                }
                None => {
                    format!("`{name}` extends `{service}`, which the file does not declare")
                }
            };
            loading.defect(defects::undeclared(*at, &address, message));
            return None;
        };
        if base.key_at.file != file.id {
            let address = format!("services.{name}.extends");
            let message = format!("`{name}` extends `{service}`, which only an included file has");
            loading.defect(defects::unextendable(*at, &address, message));
        }
        return resolve(loading, file, services, base, on_the_way);
    };
    let Some(neighbour) = loading.neighbour(file, path) else {
        if let Some(value) = written.get("file").filter(|_| is_remote(path)) {
            loading.elsewhere(value, path);
        }
        let message = format!("`{name}` extends `{service}` of `{path}`, which was not read");
        loading.gap(*at, path, message);
        return None;
    };
    for document in loading.documents(neighbour).iter().rev() {
        let services = services_of(document).to_vec();
        if let Some(base) = services.iter().find(|it| *it.key == **service) {
            return resolve(loading, neighbour, &services, base, on_the_way);
        }
    }
    let message = format!("`{name}` extends `{service}`, which `{path}` does not declare");
    let address = format!("services.{name}.extends");
    match neighbour.errors.is_empty() {
        true => loading.defect(defects::undeclared(*at, &address, message)),
        false => loading.gap(*at, path, message),
    }
    None
}

/// What is wrong with the form of an `extends`.
fn malformed(name: &str, extends: &Value) -> Option<String> {
    match &extends.content {
        Content::Lost
        | Content::Scalar(Text { unknown: Some(_), .. })
        | Content::Map { is_incomplete: true, .. } => None,
        Content::Scalar(text) if scalar::read(extends, text) == Scalar::Text => None,
        Content::Map { .. } => {
            let service = extends.get("service");
            let is_text = service.is_some_and(|it| {
                let is_text = |text| scalar::read(it, text) == Scalar::Text;
                it.is_incomplete() || it.text().is_some_and(is_text)
            });
            (!is_text).then(|| format!("`extends` of `{name}` does not say which `service`"))
        }
        _ => Some(format!("`extends` of `{name}` takes a text or a mapping")),
    }
}

fn reference(extends: &Value) -> Option<Reference> {
    let certain = |value: &Value| {
        let text = value.text().filter(|it| it.unknown.is_none())?;
        Some(text.value.to_string())
    };
    if extends.text().is_some() {
        return Some(Reference { at: extends.at, service: certain(extends)?, file: None });
    }
    let service = extends.get("service")?;
    let file = match extends.get("file") {
        Some(file) => Some(certain(file)?),
        None => None,
    };
    Some(Reference { at: service.at, service: certain(service)?, file })
}

/// `value` and everything in it, having come through one more step.
pub(super) fn came_through(mut value: Value, kind: ViaKind, at: Origin) -> Value {
    let last = Arc::new(Via::new(kind, at, None));
    let mut known = HashMap::new();
    lengthen(&mut value, &last, &mut known);
    value
}

/// Ways that were lengthened already, by the address of the first step; the old way is kept so
/// that its address stays taken.
type Known = HashMap<usize, (Arc<Via>, Arc<Via>)>;

fn lengthen(value: &mut Value, last: &Arc<Via>, known: &mut Known) {
    value.through = Some(match &value.through {
        None => Arc::clone(last),
        Some(old) => {
            let address = Arc::as_ptr(old).addr();
            let (_, new) = known
                .entry(address)
                .or_insert_with(|| (Arc::clone(old), Arc::new(old.followed_by(last))));
            Arc::clone(new)
        }
    });
    match &mut value.content {
        Content::List { items, .. } => items.iter_mut().for_each(|it| lengthen(it, last, known)),
        Content::Map { members, .. } => {
            members.iter_mut().for_each(|it| lengthen(&mut it.value, last, known));
        }
        Content::Scalar(_) | Content::Lost => {}
    }
}
