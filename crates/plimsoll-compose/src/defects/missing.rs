//! What has to be there and is not.

use plimsoll_facts::{
    subjects::DefectKind,
    value::{Content, Value},
};

use super::Defects;
use crate::service::Service;

const KIND: DefectKind = DefectKind::Missing;

/// Lists in long form: the key, and what an item has to have.
const ITEMS: &[(&str, &[&str])] = &[
    ("ports", &["target"]),
    ("volumes", &["type", "target"]),
    ("devices", &["source"]),
    ("secrets", &["source"]),
    ("configs", &["source"]),
    ("env_file", &["path"]),
    ("post_start", &["command"]),
    ("pre_stop", &["command"]),
];

/// Judges a service that is all there.
pub(super) fn service(service: &Service<'_>, defects: &mut Defects) {
    let root = service.reader.value;
    if root.is_incomplete() {
        return;
    }
    let has_origin = ["image", "build", "provider"].iter().any(|it| root.get(it).is_some());
    if !has_origin {
        let name = &service.member.key;
        let (kind, end) = match service.is_elsewhere("services", name) {
            true => (DefectKind::Open, " in this file; another one has to say it"),
            false => (KIND, ""),
        };
        let message = format!("`{name}` has neither an image nor a way to build one{end}");
        defects.add_at(kind, "", service.member.key_at, message);
    }
    for (key, wanted) in ITEMS {
        for (index, item) in service.items(key).iter().enumerate() {
            let is_complete = matches!(&item.content, Content::Map { is_incomplete: false, .. });
            if !is_complete {
                continue;
            }
            for field in *wanted {
                // A hook can say that it runs nothing.
                let is_null = *field == "command" && item.member(field).is_some();
                if item.get(field).is_none() && !is_null {
                    let message = format!("an entry of `{key}` lacks `{field}`");
                    let path = format!("{key}[{index}].{field}");
                    defects.add(KIND, &path, item, message);
                }
            }
        }
    }
    if let Some(provider) = root.get("provider")
        && provider.get("type").is_none()
        && matches!(provider.content, Content::Map { is_incomplete: false, .. })
    {
        defects.add(KIND, "provider.type", provider, "`provider` lacks `type`".to_owned());
    }
    for limit in root.get("ulimits").map_or(&[][..], Value::members) {
        let Content::Map { is_incomplete: false, .. } = limit.value.content else { continue };
        for field in ["soft", "hard"] {
            if limit.value.get(field).is_none() {
                let message = format!("`{}` lacks `{field}`", limit.key);
                let path = format!("ulimits.{}.{field}", limit.key);
                defects.add_at(KIND, &path, limit.key_at, message);
            }
        }
    }
}
