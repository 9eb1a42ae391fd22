//! Short forms and lists that the loader takes apart, and pairs of settings that it holds against
//! each other (`transform/`, `validation/` and `loader/validate.go`).

use plimsoll_facts::{
    subjects::DefectKind,
    value::{Text, Value},
};

use super::Defects;
use crate::service::Service;

const KIND: DefectKind = DefectKind::InvalidValue;

/// Judges the short forms of a service.
pub(super) fn service(service: &Service<'_>, defects: &mut Defects) {
    let root = service.reader.value;
    for (index, item) in service.items("devices").iter().enumerate() {
        let Some(text) = known(item) else { continue };
        if text.value.split(':').count() > 3 {
            let message = format!(
                "`{}` has more fields than a device, its place and permissions",
                text.value
            );
            defects.add(KIND, &format!("devices[{index}]"), item, message);
        }
    }
    let hosts: [&[&str]; 2] = [&["extra_hosts"], &["build", "extra_hosts"]];
    for path in hosts {
        for item in items(root, path) {
            let Some(text) = known(item) else { continue };
            if !text.value.contains(['=', ':']) {
                let message = format!("`{}` names a host without an address", text.value);
                defects.add(KIND, &path.join("."), item, message);
            }
        }
    }
    for item in items(root, &["build", "additional_contexts"]) {
        let Some(text) = known(item) else { continue };
        if !text.value.contains('=') {
            let message = format!("`{}` is no pair of the form `name=context`", text.value);
            defects.add(KIND, "build.additional_contexts", item, message);
        }
    }
    for item in items(root, &["build", "ssh"]) {
        let Some(text) = known(item) else { continue };
        if !text.value.contains('=') && &*text.value != "default" {
            let message =
                format!("`{}` is neither `default` nor of the form `id=path`", text.value);
            defects.add(KIND, "build.ssh", item, message);
        }
    }
    let lists: [&[&str]; 2] = [&["environment"], &["build", "args"]];
    for path in lists {
        for item in items(root, path) {
            let Some(text) = known(item) else { continue };
            let name = text.value.split('=').next().unwrap_or("");
            if name.ends_with(char::is_whitespace) {
                let message = format!("the name `{name}` ends with a blank");
                defects
                    .add(KIND, &path.join("."), item, message)
                    .part(text.range_of(0..name.len()));
            }
        }
    }
    for (key, value) in root
        .get("storage_opt")
        .map_or(&[][..], Value::members)
        .iter()
        .map(|it| (&it.key, &it.value))
    {
        if value.text().is_none() && !value.is_incomplete() {
            let message = format!("`{key}` takes a text");
            defects.add(DefectKind::WrongType, &format!("storage_opt.{key}"), value, message);
        }
    }
    watches(root, defects);
    devices(root, defects);
    platforms(root, defects);
}

/// A single text that is known.
fn known(value: &Value) -> Option<&Text> {
    value.text().filter(|it| it.unknown.is_none())
}

fn items<'v>(root: &'v Value, path: &[&str]) -> &'v [Value] {
    root.dig(path).map_or(&[], Value::items)
}

fn watches(root: &Value, defects: &mut Defects) {
    for (index, item) in items(root, &["develop", "watch"]).iter().enumerate() {
        let path = format!("develop.watch[{index}]");
        if let Some(value) = item.get("path")
            && known(value).is_some_and(|it| it.value.is_empty())
        {
            defects.add(KIND, &path, value, "`path` is empty".to_owned());
        }
        let action = item.str_at(&["action"]).unwrap_or("rebuild");
        let target = item.get("target").filter(|it| it.str_at(&[]) != Some(""));
        if matches!(action, "sync" | "sync+restart" | "sync+exec") && target.is_none() {
            let message = format!("`{action}` needs a `target`");
            defects.add(DefectKind::Missing, &path, item, message);
        }
    }
}

/// How many devices, and which ones.
fn devices(root: &Value, defects: &mut Defects) {
    let lists: [&[&str]; 2] = [&["gpus"], &["deploy", "resources", "reservations", "devices"]];
    for path in lists {
        for (index, item) in items(root, path).iter().enumerate() {
            if let (Some(count), Some(ids)) = (item.get("count"), item.get("device_ids")) {
                let message = "`count` and `device_ids` exclude each other".to_owned();
                defects
                    .add(
                        DefectKind::Conflict,
                        &format!("{}[{index}]", path.join(".")),
                        count,
                        message,
                    )
                    .related(ids.at, "the other one");
            }
        }
    }
}

/// The platform that is run has to be among those that are built.
fn platforms(root: &Value, defects: &mut Defects) {
    let Some(value) = root.get("platform") else { return };
    let Some(text) = known(value).filter(|it| !it.value.is_empty()) else { return };
    let built = items(root, &["build", "platforms"]);
    let is_certain = built.iter().all(|it| known(it).is_some());
    let is_built = built.iter().any(|it| it.str_at(&[]) == Some(&*text.value));
    if let (Some(first), true, false) = (built.first(), is_certain, is_built) {
        let message = format!("`{}` is not among the platforms that are built", text.value);
        defects
            .add(DefectKind::Conflict, "platform", value, message)
            .related(first.at, "the platforms that are built");
    }
}
