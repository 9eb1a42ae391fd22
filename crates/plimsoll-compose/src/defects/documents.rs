//! Defects that show while files are put together.

use plimsoll_facts::{
    Origin, Patch, Site, Slot, Spelling, Versions,
    subjects::{Defect, DefectKind, Repair},
    value::Value,
};
use plimsoll_syntax::name_distance::nearest;

use super::{Draft, defect};
use crate::unique::Shadowed;

/// Something that extends or includes itself.
pub(crate) fn circular(at: Origin, address: &str, message: String) -> Defect {
    defect(DefectKind::Cycle, address, site(at), message)
}

/// A base that no service of the file is.
pub(crate) fn undeclared(at: Origin, address: &str, message: String) -> Defect {
    defect(DefectKind::Undefined, address, site(at), message)
}

/// Something that is taken apart while files are put together, and has another form.
pub(crate) fn malformed(at: Origin, address: &str, message: String) -> Defect {
    defect(DefectKind::WrongType, address, site(at), message)
}

/// A base that only an included file brings: the loader finds it since Docker Compose 5.1.
pub(crate) fn unextendable(at: Origin, address: &str, message: String) -> Defect {
    let mut found = defect(DefectKind::Undefined, address, site(at), message);
    found.versions = Versions::until(5, 0);
    found
}

/// Something that two files declare differently, of which one includes the other or both are
/// included: Docker Compose merges them since version 5.
pub(crate) fn twice_included(at: Origin, other: Origin, address: &str) -> Defect {
    let name = address.rsplit('.').next().unwrap_or(address);
    let message = format!("`{name}` conflicts with what is included, which version 5 merges");
    let mut found = defect(DefectKind::Conflict, address, site(at), message);
    found.versions = Versions::until(2, 40);
    Draft(Some(&mut found)).related(other, "the other one");
    found
}

/// An item that a later one takes the place of.
pub(crate) fn shadowed(it: &Shadowed<'_>) -> Defect {
    let message = format!("`{}` is there again below, and only the last one counts", it.key);
    let mut found = defect(DefectKind::Shadowed, &it.path, site(it.item.at), message);
    found.repair = Some(Repair {
        title: "remove the entry that does not count".to_owned(),
        patch: Patch::Remove { at: it.item.at },
        takes_effect: false,
    });
    Draft(Some(&mut found)).related(it.by.at, "this one counts");
    found
}

/// Tags that mean nothing to Compose; it reads on as if they were not there.
pub(crate) fn unknown_tags(value: &Value, found: &mut dyn FnMut(Defect)) {
    let tag = value.tag.as_deref().filter(|it| it.starts_with('!') && !it.starts_with("!!"));
    if let Some(tag) = tag.filter(|it| !matches!(*it, "!reset" | "!override" | "!")) {
        let hint = match nearest(tag, ["!reset", "!override"]) {
            Some(meant) => format!("; did you mean `{meant}`?"),
            None => "; it knows `!reset` and `!override`".to_owned(),
        };
        let message = format!("`{tag}` is no tag that Compose knows{hint}");
        found(defect(DefectKind::Ineffective, "", site(value.at), message));
    }
    value.members().iter().for_each(|it| unknown_tags(&it.value, found));
    value.items().iter().for_each(|it| unknown_tags(it, found));
}

fn site(at: Origin) -> Site {
    Site::absent(at, Slot { owner: at, path: &[], spelling: Spelling::Value })
}
