//! What Docker's loader or the engine refuses, and what they ignore without a word.
//!
//! One defect a cause: a value of the wrong type is not also an invalid one. What a variable
//! decides is no defect. The sources are the published schema (`schema/compose-spec.json`), the
//! loader's checks of consistency (`loader/validate.go`) and the engine's parsers.

mod conflicts;
mod cycles;
mod documents;
mod forms;
mod missing;
mod readings;
mod references;
mod values;

use std::collections::HashMap;

use plimsoll_diagnostics::{FileId, Reaction, TextRange};
use plimsoll_facts::{
    Fact, Identity, List, Origin, Patch, Platform, Scope, Site, Slot, Spelling, Versions,
    subjects::{Defect, DefectKind, Mount, Repair},
    value::Value,
};
use plimsoll_yaml::{SyntaxError, SyntaxErrorKind};

use super::{files::Files, service::Service};

/// The defects of one service; `mounts` are what it mounts.
pub(super) fn of_service(service: &Service<'_>, mounts: &[Mount]) -> Vec<Defect> {
    let mut defects = Defects::of(&format!("services.{}", service.member.key));
    values::service(service, &mut defects);
    forms::service(service, &mut defects);
    conflicts::service(service, mounts, &mut defects);
    if !service.reader.is_partial {
        missing::service(service, &mut defects);
        references::service(service, &mut defects);
    }
    defects.found
}

/// The defects of the top level, and of how services depend on each other.
pub(super) fn of_top_level(file: &Value, is_partial: bool) -> Vec<Defect> {
    let mut defects = Defects::of("");
    values::top_level(file, &mut defects);
    conflicts::top_level(file, is_partial, &mut defects);
    cycles::top_level(file, &mut defects);
    defects.found
}

/// Makes one of the defects that say the same about something that another file has to declare.
pub(super) fn join_open(defects: &mut Vec<Defect>) {
    let mut known: HashMap<(FileId, String), usize> = HashMap::new();
    let mut joined: Vec<Defect> = Vec::with_capacity(defects.len());
    for defect in std::mem::take(defects) {
        if defect.kind == DefectKind::Open {
            let key = (defect.identity.owner.file, defect.message.clone());
            if let Some(first) = known.get(&key).and_then(|index| joined.get_mut(*index)) {
                let here = defect.state.map(|_| "named here too".to_owned());
                first.related.items.push(here);
                continue;
            }
            known.insert(key, joined.len());
        }
        joined.push(defect);
    }
    *defects = joined;
}

/// Leaves out what is wrong on a line that could not be read either: that is the cause.
pub(super) fn leave_broken_lines(defects: &mut Vec<Defect>, files: &Files<'_>) {
    defects.retain(|defect| {
        let Some(file) = files.by_id(defect.identity.owner.file) else { return true };
        if file.errors.is_empty() {
            return true;
        }
        let line = file.lines.line(file.range_of(defect.identity.owner).start());
        let is_broken = |error: &SyntaxError| {
            error.kind == SyntaxErrorKind::Malformed && file.lines.line(error.at.start()) == line
        };
        !file.errors.iter().any(is_broken)
    });
}

pub(super) use documents::{
    circular, malformed, shadowed, twice_included, undeclared, unextendable, unknown_tags,
};
pub(super) use readings::{of_file, of_variables};

/// Where defects go.
pub(super) struct Defects {
    prefix: String,
    /// Those that were added.
    pub(super) found: Vec<Defect>,
}

impl Defects {
    /// None yet; their addresses begin with `prefix`.
    pub(super) fn of(prefix: &str) -> Self {
        Self { prefix: prefix.to_owned(), found: Vec::new() }
    }

    /// Adds a defect of `value`, which stands at the dotted `path` below the prefix.
    pub(super) fn add(
        &mut self,
        kind: DefectKind,
        path: &str,
        value: &Value,
        message: String,
    ) -> Draft<'_> {
        let is_known = self.found.iter().any(|it| it.identity.owner == value.at);
        let slot = Slot { owner: value.at, path: &[], spelling: Spelling::Value };
        let site = Site::new(value.at, slot, value.through.clone());
        // The first defect of a value is the cause of the others.
        if is_known && !matches!(kind, DefectKind::Missing | DefectKind::Conflict) {
            return Draft(None);
        }
        self.found.push(defect(kind, &join(&self.prefix, path), site, message));
        Draft(self.found.last_mut())
    }

    /// Adds a defect that is shown at the node `at`, a key.
    pub(super) fn add_at(
        &mut self,
        kind: DefectKind,
        path: &str,
        at: Origin,
        message: String,
    ) -> Draft<'_> {
        let slot = Slot { owner: at, path: &[], spelling: Spelling::Value };
        let site = Site::absent(at, slot);
        self.found.push(defect(kind, &join(&self.prefix, path), site, message));
        Draft(self.found.last_mut())
    }
}

fn join(prefix: &str, path: &str) -> String {
    match (prefix.is_empty(), path.is_empty()) {
        (true, _) => path.to_owned(),
        (false, true) => prefix.to_owned(),
        (false, false) => format!("{prefix}.{path}"),
    }
}

fn defect(kind: DefectKind, address: &str, site: Site, message: String) -> Defect {
    let name = address.rsplit('.').next().unwrap_or(address).to_owned();
    Defect {
        identity: Identity {
            name,
            address: address.to_owned(),
            shown: site.at,
            owner: site.at,
            platform: Platform::Compose,
        },
        kind,
        message,
        repair: None,
        reaction: kind.usual_reaction(),
        versions: Versions::ALL,
        state: Fact::Stated { value: kind, at: site, scope: Scope::Own },
        related: List { whole: Fact::Inapplicable, items: Vec::new() },
    }
}

/// A defect that was just added.
pub(super) struct Draft<'d>(Option<&'d mut Defect>);

impl Draft<'_> {
    /// The loader takes it, and reads it as though it were not there, or as something else.
    fn drops(mut self) -> Self {
        if let Some(it) = &mut self.0 {
            it.reaction = Some(Reaction::Drops);
        }
        self
    }

    /// Only these bytes of the file are to blame.
    pub(super) fn part(mut self, part: Option<TextRange>) -> Self {
        if let Some(Defect { state: Fact::Stated { at, .. }, .. }) = &mut self.0 {
            *at = at.clone().narrowed(part.filter(|it| !it.is_empty()));
        }
        self
    }

    /// Another place takes part.
    pub(super) fn related(mut self, at: Origin, what: &str) -> Self {
        if let Some(it) = &mut self.0 {
            let slot = Slot { owner: at, path: &[], spelling: Spelling::Value };
            let at = Site::absent(at, slot);
            it.related.items.push(Fact::Stated { value: what.to_owned(), at, scope: Scope::Own });
        }
        self
    }

    /// The loader takes it, and the engine, or Compose when it starts the project, cannot do it.
    pub(super) fn fails(mut self) -> Self {
        if let Some(it) = &mut self.0 {
            it.reaction = Some(Reaction::Fails);
        }
        self
    }

    /// The loader refuses it as it lies, whatever another file can still say.
    fn refused_alone(mut self, is_alone: bool) -> Self {
        if let Some(it) = self.0.as_mut().filter(|_| is_alone) {
            it.reaction = Some(Reaction::Refuses);
        }
        self
    }

    /// Only these versions make that of it.
    pub(super) fn only(mut self, versions: Versions) -> Self {
        if let Some(it) = &mut self.0 {
            it.versions = versions;
        }
        self
    }

    /// What the author meant.
    pub(super) fn repair(mut self, title: String, patch: Patch, takes_effect: bool) -> Self {
        if let Some(it) = &mut self.0 {
            it.repair = Some(Repair { title, patch, takes_effect });
        }
        self
    }
}

/// The patch that puts `value` in the place of `at`.
pub(super) fn replace(at: &Value, value: plimsoll_yaml::Plain) -> Patch {
    let slot = Slot { owner: at.at, path: &[], spelling: Spelling::Value };
    Patch::Set { at: at.at, slot, value }
}
