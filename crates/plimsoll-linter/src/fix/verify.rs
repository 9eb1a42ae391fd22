//! What has to hold before an edit is offered: it reads, it changes what it should and nothing
//! else, it keeps every comment, and it answers the finding without raising another.

use std::{
    collections::{HashMap, HashSet},
    fmt,
};

use plimsoll_diagnostics::{EditSet, FileId, Fingerprint, Severity};
use plimsoll_model::{File, Origin, Patch, Project, Site, realise};
use plimsoll_yaml::{Kind, Tree};

use super::{State, Withheld, files};
use crate::linter::Linter;

/// What an edit would have done that it should not.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refused {
    /// The text would not read, or read worse than before.
    Unreadable,
    /// A comment would be lost; the comment.
    LostComment(String),
    /// Something else would be written differently; its address.
    OtherText(String),
    /// Something else would come to mean something else; the subject and the fact.
    OtherFact(String),
    /// The finding would still be there.
    StillThere,
    /// Another finding as bad would be there; its rule and place.
    NewFinding(String),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable => f.write_str("the file would not be read the same"),
            Self::LostComment(comment) => write!(f, "the comment `{comment}` would be lost"),
            Self::OtherText(address) => write!(f, "`{address}` would change too"),
            Self::OtherFact(fact) => write!(f, "{fact} would change too"),
            Self::StillThere => f.write_str("the finding would still be there"),
            Self::NewFinding(other) => write!(f, "{other} would be found instead"),
        }
    }
}

/// Changes to one state, written out.
pub(crate) struct Attempt {
    /// The edits, by file of the state.
    pub(crate) edits: Vec<(FileId, EditSet)>,
    /// The findings that it answers.
    answers: HashSet<Fingerprint>,
    /// Where things are meant to change: file and address below which it may.
    places: Vec<(FileId, String)>,
}

impl Attempt {
    /// Writes out `patches`, which answer the findings with these names.
    pub(crate) fn new<'p>(
        state: &State,
        answers: HashSet<Fingerprint>,
        patches: impl IntoIterator<Item = &'p Patch>,
    ) -> Result<Self, Withheld> {
        let mut all: Vec<Patch> = Vec::new();
        for patch in patches {
            if !all.contains(patch) {
                all.push(patch.clone());
            }
        }
        let edits = realise(state.project.files(), &all).map_err(Withheld::Unfixable)?;
        if edits.iter().any(|(file, _)| file.0 as usize >= state.own) {
            return Err(Withheld::Elsewhere);
        }
        let places = all.iter().map(|patch| place(&state.project, patch)).collect();
        Ok(Self { edits, answers, places })
    }

    /// The files afterwards.
    fn after(&self, state: &State) -> Vec<File> {
        let paths: Vec<String> = state.project.files().iter().map(|it| it.path.clone()).collect();
        let texts: Vec<String> = state
            .project
            .files()
            .iter()
            .map(|file| match self.edits.iter().find(|(id, _)| *id == file.id) {
                Some((_, edits)) => edits.apply(file.text()),
                None => file.text().to_owned(),
            })
            .collect();
        files(&paths, &texts)
    }

    /// Checks the texts alone.
    pub(crate) fn verify_text(&self, state: &State) -> Result<Vec<File>, Refused> {
        let after = self.after(state);
        for (id, _) in &self.edits {
            let (old, new) = (state.project.file(*id), &after[id.0 as usize]);
            if new.errors.len() > old.errors.len()
                || new.recognition.dialect != old.recognition.dialect
            {
                return Err(Refused::Unreadable);
            }
            keeps_comments(old, new)?;
            self.keeps_text(old, new)?;
        }
        Ok(after)
    }

    /// Checks texts, facts and findings.
    pub(crate) fn verify(&self, linter: &Linter, state: &State) -> Result<State, Refused> {
        let next = State::new(linter, self.verify_text(state)?, state.own, &state.project);
        self.keeps_facts(&state.project, &next.project)?;
        let before: HashSet<Fingerprint> =
            state.judged.iter().map(|it| it.diagnostic.fingerprint).collect();
        let worst = state
            .judged
            .iter()
            .filter(|it| self.answers.contains(&it.diagnostic.fingerprint))
            .map(|it| it.diagnostic.severity)
            .max()
            .unwrap_or(Severity::Info);
        for it in &next.judged {
            let print = it.diagnostic.fingerprint;
            if self.answers.contains(&print) {
                return Err(Refused::StillThere);
            }
            if !before.contains(&print)
                && it.diagnostic.severity >= worst
                && it.suppressed_by.is_none()
            {
                return Err(Refused::NewFinding(format!(
                    "`{}` at `{}`",
                    it.diagnostic.rule, it.diagnostic.address
                )));
            }
        }
        Ok(next)
    }

    fn is_meant(&self, file: FileId, address: &str) -> bool {
        self.places.iter().any(|(id, place)| *id == file && is_within(address, place))
    }

    fn keeps_text(&self, old: &File, new: &File) -> Result<(), Refused> {
        let (before, after) = (leaves(&old.tree), leaves(&new.tree));
        // A collection that loses its last entry becomes an empty one, and the other way round.
        let is_emptied = |address: &str| {
            self.places.iter().any(|(id, place)| *id == old.id && is_within(place, address))
        };
        let differs = |one: &HashMap<String, Vec<String>>, other: &HashMap<String, Vec<String>>| {
            one.iter()
                .filter(|(address, leaf)| other.get(*address) != Some(*leaf))
                .map(|(address, _)| address.clone())
                .filter(|address| !self.is_meant(old.id, address) && !is_emptied(address))
                .min()
        };
        match differs(&before, &after).or_else(|| differs(&after, &before)) {
            Some(address) => Err(Refused::OtherText(address)),
            None => Ok(()),
        }
    }

    fn keeps_facts(&self, old: &Project, new: &Project) -> Result<(), Refused> {
        let (before, after) = (facts(old), facts(new));
        let mut changed: Vec<&(String, &str)> = Vec::new();
        changed.extend(
            before
                .iter()
                .filter(|(key, (value, _))| after.get(*key).map(|it| &it.0) != Some(value))
                .map(|(key, _)| key),
        );
        changed.extend(after.keys().filter(|key| !before.contains_key(*key)));
        changed.sort();
        let gone = self.subjects_only_in(&before, &after, old);
        let new_ones = self.subjects_only_in(&after, &before, new);
        for key in changed {
            let sites = |facts: &Facts<'_>, project: &Project| {
                facts
                    .get(key)
                    .is_some_and(|(_, sites)| sites.iter().any(|site| self.concerns(project, site)))
            };
            let is_of_whole_subject = gone.contains(&key.0) || new_ones.contains(&key.0);
            if !is_of_whole_subject && !sites(&before, old) && !sites(&after, new) {
                return Err(Refused::OtherFact(format!("`{}` of `{}`", key.1, key.0)));
            }
        }
        Ok(())
    }

    /// Subjects of `project` that `others` lack because of a change that was meant: a port is no
    /// longer one of the host when its `hostPort` is gone.
    fn subjects_only_in(
        &self,
        facts: &Facts<'_>,
        others: &Facts<'_>,
        project: &Project,
    ) -> HashSet<String> {
        let kept: HashSet<&str> = others.keys().map(|(subject, _)| subject.as_str()).collect();
        facts
            .iter()
            .filter(|((subject, _), (_, sites))| {
                !kept.contains(subject.as_str())
                    && sites.iter().any(|site| self.concerns(project, site))
            })
            .map(|((subject, _), _)| subject.clone())
            .collect()
    }

    /// Whether a fact with this site is one that was meant to change.
    fn concerns(&self, project: &Project, site: &Site) -> bool {
        let at = |origin: Origin| {
            (origin.file, project.file(origin.file).tree.address(origin.node).to_string())
        };
        let (file, address) = at(site.at);
        let slot = slot_address(project, site.slot.owner, site.slot.path);
        let is_part = |file: FileId, outer: &str| {
            let is_root = outer.is_empty() || outer.ends_with(':');
            !is_root && self.places.iter().any(|(id, place)| *id == file && is_within(place, outer))
        };
        self.is_meant(file, &address)
            || self.is_meant(site.slot.owner.file, &slot)
            || is_part(file, &address)
            || is_part(site.slot.owner.file, &slot)
    }
}

/// Whether `address` is `place` or lies below it.
fn is_within(address: &str, place: &str) -> bool {
    address.strip_prefix(place).is_some_and(|rest| {
        place.is_empty() || place.ends_with(':') || rest.is_empty() || rest.starts_with(['.', '['])
    })
}

type Facts<'a> = HashMap<(String, &'static str), (String, Vec<&'a Site>)>;

fn facts(project: &Project) -> Facts<'_> {
    let mut facts = HashMap::new();
    for (kind, identity, shown) in project.subjects.all_facts() {
        for it in shown {
            let value = format!("{} {}", it.fact.state(), it.fact.shown());
            let (text, sites) = facts
                .entry((format!("{kind} {}", identity.address), it.name))
                .or_insert_with(|| (String::new(), Vec::new()));
            text.push_str(&value);
            sites.extend(it.fact.sites());
        }
    }
    facts
}

/// Every single value with its address; values under duplicate keys in their order.
fn leaves(tree: &Tree) -> HashMap<String, Vec<String>> {
    let mut leaves: HashMap<String, Vec<String>> = HashMap::new();
    for (id, node) in tree.nodes() {
        let shown = match &node.kind {
            Kind::Scalar(scalar) => format!("{:?} {}", scalar.style, scalar.value),
            Kind::Alias(alias) => format!("*{}", alias.name),
            Kind::Mapping(mapping) if mapping.entries.is_empty() => "{}".to_owned(),
            Kind::Sequence(sequence) if sequence.items.is_empty() => "[]".to_owned(),
            Kind::Mapping(_) | Kind::Sequence(_) => String::new(),
        };
        let anchor = tree.anchor(id).map_or("", |it| &it.name);
        let tag = tree.tag(id).map_or("", |it| &it.text);
        let shown = format!("{anchor} {tag} {shown}");
        if shown.len() > 2 {
            leaves.entry(tree.address(id).to_string()).or_default().push(shown);
        }
    }
    leaves
}

fn keeps_comments(old: &File, new: &File) -> Result<(), Refused> {
    let mut left: HashMap<&str, usize> = HashMap::new();
    for comment in new.tree.comments() {
        *left.entry(comment.range.slice(new.text())).or_default() += 1;
    }
    for comment in old.tree.comments() {
        let text = comment.range.slice(old.text());
        match left.get_mut(text) {
            Some(count) if *count > 0 => *count -= 1,
            _ => return Err(Refused::LostComment(text.to_owned())),
        }
    }
    Ok(())
}

/// The address below which a patch may change things.
fn place(project: &Project, patch: &Patch) -> (FileId, String) {
    let at = |origin: &Origin| {
        (origin.file, project.file(origin.file).tree.address(origin.node).to_string())
    };
    match patch {
        Patch::Set { at: origin, .. } | Patch::Splice { at: origin, .. } => at(origin),
        Patch::Put { slot, .. } | Patch::Append { slot, .. } => {
            (slot.owner.file, slot_address(project, slot.owner, slot.path))
        }
        Patch::Enter { owner, path, .. } => {
            let keys: Vec<&str> = path.iter().map(String::as_str).collect();
            (owner.file, slot_address(project, *owner, &keys))
        }
        // Items behind a removed one move up, so the whole list may change.
        Patch::Remove { at: origin } => {
            let tree = &project.file(origin.file).tree;
            match tree.node(origin.node).parent {
                Some(parent) if matches!(tree.node(parent).kind, Kind::Sequence(_)) => {
                    at(&Origin { file: origin.file, node: parent })
                }
                _ => at(origin),
            }
        }
        // The entry disappears under one name and appears under another.
        Patch::Rename { key, .. } => {
            let tree = &project.file(key.file).tree;
            match tree.node(key.node).parent {
                Some(parent) => at(&Origin { file: key.file, node: parent }),
                None => at(key),
            }
        }
    }
}

fn slot_address(project: &Project, owner: Origin, path: &[&str]) -> String {
    let mut address = project.file(owner.file).tree.address(owner.node).to_string();
    for key in path {
        // The root of a document is empty text, or its number with a colon.
        if !address.is_empty() && !address.ends_with(':') {
            address.push('.');
        }
        address.push_str(key);
    }
    address
}
