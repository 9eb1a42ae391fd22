//! What has to be there and is not.

use plimsoll_facts::{
    subjects::DefectKind,
    value::{Content, Value},
};

use super::Defects;
use crate::service::Service;

const KIND: DefectKind = DefectKind::Missing;

/// What the loader tells the items of a list apart by, and the schema does not ask for.
const ITEMS: &[(&str, &str)] = &[
    ("ports", "target"),
    ("volumes", "target"),
    ("devices", "target"),
    ("secrets", "source"),
    ("configs", "source"),
];

/// Judges a service that is all there.
pub(super) fn service(service: &Service<'_>, defects: &mut Defects) {
    let root = service.reader.value;
    if root.is_incomplete() {
        return;
    }
    let is_said = |it: &str| {
        let is_empty =
            |it: &Value| it.text().is_some_and(|it| it.unknown.is_none() && it.value.is_empty());
        root.get(it).is_some_and(|value| it != "image" || !is_empty(value))
    };
    let has_origin = ["image", "build", "provider"].iter().any(|it| is_said(it));
    if !has_origin {
        let name = &service.member.key;
        let (kind, end) = match service.is_elsewhere("services", name) {
            true => (DefectKind::Open, " in this file; another one has to say it"),
            false => (KIND, ""),
        };
        let message = format!("`{name}` has neither an image nor a way to build one{end}");
        let is_alone = service.is_alone("services", name);
        defects.add_at(kind, "", service.member.key_at, message).refused_alone(is_alone);
    }
    for (key, field) in ITEMS {
        for (index, item) in service.items(key).iter().enumerate() {
            let is_complete = matches!(&item.content, Content::Map { is_incomplete: false, .. });
            if is_complete && item.get(field).is_none() {
                let message = format!("an entry of `{key}` lacks `{field}`");
                let path = format!("{key}[{index}].{field}");
                defects.add(KIND, &path, item, message);
            }
        }
    }
    for (index, item) in service.items("volumes").iter().enumerate() {
        if item.str_at(&["type"]) == Some("bind") && item.get("source").is_none() {
            let message = "a mount of the type `bind` lacks `source`".to_owned();
            // Refused once paths are resolved, which `config --no-path-resolution` does not do.
            defects.add(KIND, &format!("volumes[{index}].source"), item, message).fails();
        }
    }
}
