//! Profiles of AppArmor and seccomp, as fields and as the annotations that came before them.
//!
//! Source: the validation functions of the API server (`ValidateAppArmorProfileField`,
//! `ValidateSeccompPodAnnotations`, `ValidateAppArmorPodAnnotations`, and those by which annotations
//! and fields have to match).

use plimsoll_facts::{
    Versions,
    subjects::DefectKind,
    value::{Member, Value},
};
use plimsoll_syntax::profile_annotation::{Key, Mechanism, Profile};

use super::{
    pods,
    validation::{Found, Refusal, given, word},
};
use crate::scalar::name_of;

/// What contradicts itself in a field that names a profile.
pub(super) fn field<'v>(value: &'v Value, found: &mut Found<'v>) {
    let Some(kind) = word(value, "type") else { return };
    match (kind, given(value, "localhostProfile")) {
        ("Localhost", None) if !value.is_incomplete() => {
            let message = "`Localhost` needs the name of a profile: `localhostProfile`".to_owned();
            found.extend(
                value.get("type").map(|at| Refusal::missing(at, "localhostProfile", message)),
            );
        }
        ("RuntimeDefault" | "Unconfined", Some(at)) => {
            let message = format!("`localhostProfile` says nothing beside `{kind}`");
            let other = value.get("type").unwrap_or(value);
            found.push(Refusal::conflict(at, "localhostProfile", message, other));
        }
        ("Localhost", Some(at)) => {
            let is_outside = |it: &str| it.starts_with('/') || it.split('/').any(|it| it == "..");
            if word(value, "localhostProfile").is_some_and(is_outside) {
                let message = "`localhostProfile` is a path below the kubelet's folder of profiles";
                found.push(Refusal::invalid(&at.value, "localhostProfile", message.to_owned()));
            }
        }
        _ => {}
    }
}

/// What is wrong with annotations of `value`, a pod or a template, that name profiles.
pub(super) fn annotations<'v>(of: &str, value: &'v Value, found: &mut Found<'v>) {
    let notes = value.dig(&["metadata", "annotations"]).map_or(&[][..], Value::members);
    for member in notes {
        let Some(key) = Key::parse(&member.key) else { continue };
        let address = format!("metadata.annotations.{}", member.key);
        foreign(value, member, key, &address, found);
        let Some(text) = member.value.str_at(&[]) else { continue };
        let Some(profile) = Profile::parse(key.mechanism, text) else {
            let message = format!(
                "`{text}` is no profile: `runtime/default`, `localhost/NAME` or `unconfined`"
            );
            // The word of the field.
            let meant = (text == "RuntimeDefault").then_some("runtime/default");
            found.push(Refusal { meant, ..Refusal::invalid(&member.value, &address, message) });
            continue;
        };
        if let Some((address, at, since)) = contradicted(of, value, key, profile) {
            let message =
                format!("the annotation `{}` says otherwise, and both have to match", member.key);
            found.push(Refusal {
                kind: DefectKind::Conflict,
                other: Some(&member.value),
                versions: Versions::since(1, since),
                ..Refusal::invalid(at, &address, message)
            });
        }
    }
}

/// An AppArmor profile for a container that the pod does not have.
fn foreign<'v>(
    value: &'v Value,
    member: &'v Member,
    key: Key<'_>,
    address: &str,
    found: &mut Found<'v>,
) {
    let (Mechanism::AppArmor, Some(name)) = (key.mechanism, key.container) else { return };
    let Some(spec) = value.get("spec").filter(|it| !it.is_incomplete()) else { return };
    let names: Vec<&str> = pods::containers(spec).map(|(_, it)| name_of(it)).collect();
    let is_open = name.contains(['$', '{', '<']) || names.is_empty();
    if !is_open && !names.contains(&name) {
        let message = format!("the pod has no container `{name}` for its profile");
        let shown = Some(member.key_at);
        found.push(Refusal { shown, ..Refusal::invalid(&member.value, address, message) });
    }
}

/// The type of the field that says something else than the annotation `key` does, with its address
/// and the minor release that had the field first.
fn contradicted<'v>(
    of: &str,
    value: &'v Value,
    key: Key<'_>,
    profile: Profile<'_>,
) -> Option<(String, &'v Value, u32)> {
    let spec = value.get("spec")?;
    let (setting, since) = match key.mechanism {
        Mechanism::AppArmor => ("appArmorProfile", 30),
        Mechanism::Seccomp => ("seccompProfile", 19),
    };
    let stated =
        |it: &'v Value| it.dig(&["securityContext", setting]).filter(|field| !field.is_null());
    // The API server makes a field of an AppArmor annotation in a pod, but not in a template.
    let counts_for_all = match key.mechanism {
        Mechanism::AppArmor => of == "PodTemplateSpec" || profile == Profile::Unset,
        Mechanism::Seccomp => key.container.is_none(),
    };
    let own = key.container.and_then(|name| {
        let (address, container) = pods::containers(spec).find(|(_, it)| name_of(it) == name)?;
        Some((address, stated(container)?))
    });
    let of_pod = || Some((String::new(), stated(spec).filter(|_| counts_for_all)?));
    let (owner, field) = own.or_else(of_pod)?;
    if key.mechanism == Mechanism::AppArmor && spec.str_at(&["os", "name"]) == Some("windows") {
        return None;
    }
    let (kind, named) = (word(field, "type")?, word(field, "localhostProfile"));
    let is_same = match profile.field() {
        Some(("Localhost", wanted)) => {
            kind == "Localhost" && named.is_none_or(|it| Some(it) == wanted)
        }
        Some((wanted, _)) => kind == wanted,
        None => false,
    };
    let address = format!("spec.{owner}securityContext.{setting}.type");
    (!is_same).then_some((address, field.get("type")?, since))
}
