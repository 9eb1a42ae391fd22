//! Services that wait for each other.

use std::collections::HashMap;

use plimsoll_facts::{
    subjects::DefectKind,
    value::{Content, Value},
};

use super::Defects;

/// Adds a defect for each service that starts a cycle of dependencies.
pub(super) fn top_level(file: &Value, defects: &mut Defects) {
    let services = file.get("services").map_or(&[][..], Value::members);
    let edges: HashMap<&str, Vec<(&str, &Value)>> =
        services.iter().map(|it| (&*it.key, dependencies(&it.value))).collect();
    let mut done: HashMap<&str, bool> = HashMap::new();
    for service in services {
        visit(&service.key, &edges, &mut done, defects);
    }
}

/// Walks what `start` waits for, depth first and without recursion; a service that is still being
/// walked when it is met again closes a cycle.
fn visit<'v>(
    start: &'v str,
    edges: &HashMap<&'v str, Vec<(&'v str, &'v Value)>>,
    done: &mut HashMap<&'v str, bool>,
    defects: &mut Defects,
) {
    if done.contains_key(start) {
        return;
    }
    let mut way: Vec<(&str, usize)> = vec![(start, 0)];
    done.insert(start, false);
    while let Some((name, next)) = way.last_mut() {
        let Some((target, at)) = edges.get(name).and_then(|it| it.get(*next)) else {
            done.insert(name, true);
            way.pop();
            continue;
        };
        *next += 1;
        match done.get(target) {
            Some(true) => {}
            Some(false) => {
                let from = way.iter().position(|(it, _)| it == target).unwrap_or(0);
                let names: Vec<String> =
                    way[from..].iter().map(|(it, _)| format!("`{it}`")).collect();
                let message = match names.as_slice() {
                    [one] => format!("{one} depends on itself"),
                    names => format!("{} depend on each other", names.join(" and ")),
                };
                let path = format!("services.{target}");
                defects.add(DefectKind::Cycle, &path, at, message);
            }
            None if edges.contains_key(target) => {
                done.insert(target, false);
                way.push((target, 0));
            }
            None => {}
        }
    }
}

/// What a service waits for, by name and with the place that says so.
fn dependencies(service: &Value) -> Vec<(&str, &Value)> {
    let mut found: Vec<(&str, &Value)> = Vec::new();
    if let Some(depends_on) = service.get("depends_on") {
        match &depends_on.content {
            Content::Map { members, .. } => {
                found.extend(members.iter().map(|it| (&*it.key, &it.value)));
            }
            _ => found
                .extend(depends_on.items().iter().filter_map(|it| Some((&*it.text()?.value, it)))),
        }
    }
    for key in ["links", "volumes_from"] {
        for item in service.get(key).map_or(&[][..], Value::items) {
            let Some(text) = item.text() else { continue };
            found.push((text.value.split(':').next().unwrap_or(""), item));
        }
    }
    for key in ["network_mode", "pid", "ipc"] {
        let Some(value) = service.get(key) else { continue };
        if let Some(name) = value.text().and_then(|it| it.value.strip_prefix("service:")) {
            found.push((name, value));
        }
    }
    found
}
