//! What the API server refuses, as defects.

use plimsoll_facts::{
    Fact, Identity, List, Patch, Scope, Site, Slot, Spelling,
    subjects::{Defect, DefectKind, Repair, Subjects},
    value::Value,
};
use plimsoll_syntax::name_distance::nearest;

use super::{KINDS, validation::Refusal};
use crate::{api_versions::lifecycle, manifest::Manifest};

/// The defect of the object at `address` in it.
pub(super) fn defect(manifest: &Manifest<'_>, found: Refusal<'_>, address: &str) -> Defect {
    let object = manifest.identity();
    let site = |value: &Value| {
        let slot = Slot { owner: value.at, path: &[], spelling: Spelling::Value };
        Site::new(value.at, slot, value.through.clone())
    };
    let related = found.other.filter(|it| it.at != found.at.at).map(|it| Fact::Stated {
        value: "the other one".to_owned(),
        at: site(it),
        scope: Scope::Own,
    });
    let mut at = site(found.at);
    let repair = found.meant.filter(|_| !at.is_composed()).map(|word| Repair {
        title: format!("write `{word}`"),
        patch: Patch::Set { at: at.at, slot: at.slot, value: word.into() },
        takes_effect: true,
    });
    at.at = found.shown.unwrap_or(at.at);
    let at = at.narrowed(found.part);
    Defect {
        identity: Identity {
            name: found.key,
            address: format!("{}/{address}", object.address),
            shown: at.at,
            owner: found.at.at,
            ..object
        },
        kind: found.kind,
        message: found.message,
        repair,
        reaction: found.reaction.or(found.kind.usual_reaction()),
        versions: found.versions,
        state: Fact::Stated { value: found.kind, at, scope: Scope::Own },
        related: List { whole: Fact::Inapplicable, items: related.into_iter().collect() },
    }
}

/// The defect of this kind that `value`, at `address` in the object, is or has.
pub(crate) fn refuse(
    manifest: &Manifest<'_>,
    kind: DefectKind,
    value: &Value,
    address: &str,
    message: String,
) -> Defect {
    let key = address.rsplit('/').next().unwrap_or(address);
    defect(manifest, Refusal { kind, ..Refusal::invalid(value, key, message) }, address)
}

/// Says where a kind is that the version of the API named does not have.
pub(super) fn misplaced(manifest: &Manifest<'_>, subjects: &mut Subjects) {
    let (version, kind) = (manifest.api_version(), manifest.kind());
    let is_own = KINDS.iter().any(|it| it.api_version == version);
    let (Some(at), Some(kind_at)) = (manifest.value.get("apiVersion"), manifest.value.get("kind"))
    else {
        return;
    };
    if !is_own || manifest.is_partial || lifecycle(version, kind).is_some() {
        return;
    }
    let found = match KINDS.iter().rfind(|it| it.kind == kind) {
        Some(home) => {
            let message = format!("`{version}` has no `{kind}`: `{}` has", home.api_version);
            Refusal::invalid(at, "apiVersion", message)
        }
        None => {
            let kinds = KINDS.iter().filter(|it| it.api_version == version).map(|it| it.kind);
            // The configuration of kubectl looks like an object and is none.
            let Some(near) = nearest(kind, kinds).filter(|_| kind != "Config") else { return };
            let message = format!("`{version}` has no `{kind}`; it has `{near}`");
            Refusal { meant: Some(near), ..Refusal::invalid(kind_at, "kind", message) }
        }
    };
    let address = found.key.clone();
    subjects.defects.push(defect(manifest, found, &address));
}
