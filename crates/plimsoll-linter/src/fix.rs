//! Fixes: from proposals to verified edits, and to files that have none left.

mod bundle;
mod units;
mod verifier;
mod verify;

use std::collections::{HashMap, HashSet};

use plimsoll_diagnostics::{EditSet, FileId, Fingerprint, Fix, RuleName, Safety, Span};
use plimsoll_model::{File, Patch, Project, Redactor, Unfixable, new_file, realise};
use plimsoll_rules::Proposal;

pub use self::{
    bundle::{Bundle, Bundled, bundle},
    verifier::Verifier,
    verify::Refused,
};
use self::{
    units::{Unit, units},
    verify::Attempt,
};
use crate::{judged::Judged, linter::Linter, report::Report};

/// How many times a file is fixed and judged again before what is left is given up on.
const ROUNDS: usize = 10;

/// Which fixes are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Those that change no effective setting.
    Safe,
    /// Those that tighten as well.
    Hardening,
}

impl Scope {
    const fn takes(self, safety: Safety) -> bool {
        matches!((self, safety), (_, Safety::Safe) | (Self::Hardening, Safety::Hardening))
    }
}

/// Why a fix is not made.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Withheld {
    /// It cannot be written as an edit.
    Unfixable(Unfixable),
    /// The edit would do something else than it should.
    Refused(Refused),
    /// It would change a file that was not handed in.
    Elsewhere,
}

impl Withheld {
    fn redact(&mut self, redactor: &Redactor) {
        if let Self::Refused(
            Refused::LostComment(text)
            | Refused::OtherText(text)
            | Refused::OtherFact(text)
            | Refused::NewFinding(text),
        ) = self
        {
            redactor.redact(text);
        }
    }
}

impl std::fmt::Display for Withheld {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unfixable(why) => why.fmt(f),
            Self::Refused(why) => why.fmt(f),
            Self::Elsewhere => {
                f.write_str("the change belongs into a file that is not checked here")
            }
        }
    }
}

/// What a run of fixes came to.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Fixed {
    /// The files that changed, in their order.
    pub files: Vec<Changed>,
    /// What was not fixed though a proposal was there: rule, address, why.
    pub withheld: Vec<(RuleName, String, Withheld)>,
    /// What can break by what was done: the rule, and one sentence; each once.
    pub may_break: Vec<(RuleName, String)>,
}

/// A file that was fixed.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Changed {
    /// The file, as in the report.
    pub file: FileId,
    /// Its text afterwards.
    pub text: String,
    /// What was done: the rule, and the title of the fix; in the order in which it was done.
    pub made: Vec<(RuleName, String)>,
}

/// Turns the proposal of `judged` with this `index` into a verified fix.
///
/// # Errors
///
/// Why it is withheld.
pub fn verify(
    linter: &Linter,
    report: &Report,
    judged: &Judged,
    index: usize,
) -> Result<Fix, Withheld> {
    Verifier::new(linter, report).verify(judged, index)
}

/// Applies every fix in `scope` to the files of the report, over and over until nothing changes.
#[must_use]
pub fn fix(linter: &Linter, report: &Report, scope: Scope) -> Fixed {
    fix_where(linter, report, scope, &|_| true)
}

/// Does what [`fix`] does, for the findings that `is_wanted` takes.
#[must_use]
pub fn fix_where(
    linter: &Linter,
    report: &Report,
    scope: Scope,
    is_wanted: &dyn Fn(&Judged) -> bool,
) -> Fixed {
    let handed_in = report.coverage.files.len();
    let mut fixed = Fixed::default();
    for unit in units(&report.project, handed_in) {
        let is_touched = report.open().any(|it| {
            unit.contains(&it.diagnostic.at.file)
                && is_wanted(it)
                && it.proposals.iter().any(|it| scope.takes(it.safety))
        });
        if is_touched {
            let work = Work::new(&report.project, &unit);
            work.run(linter, scope, is_wanted, &mut fixed);
        }
    }
    fixed.files.sort_by_key(|it| it.file);
    let redactor = report.redactor();
    for (_, title) in fixed.files.iter_mut().flat_map(|it| &mut it.made) {
        redactor.redact(title);
    }
    for (_, address, why) in &mut fixed.withheld {
        redactor.redact(address);
        why.redact(redactor);
    }
    fixed
}

/// The files of one unit, on their way.
struct Work<'u> {
    project: &'u Project,
    unit: &'u [FileId],
    /// How many of them may be changed; the others were only referred to.
    own: usize,
    paths: Vec<String>,
    texts: Vec<String>,
    is_changed: Vec<bool>,
    made: Vec<Vec<(RuleName, String)>>,
}

/// One state of a unit.
pub(crate) struct State {
    pub(crate) project: Project,
    pub(crate) own: usize,
    pub(crate) judged: Vec<Judged>,
}

impl<'u> Work<'u> {
    fn new(project: &'u Project, unit: &'u Unit) -> Self {
        let files = || unit.files.iter().map(|id| project.file(*id));
        Self {
            project,
            unit: &unit.files,
            own: unit.own,
            paths: files().map(|file| file.path.clone()).collect(),
            texts: files().map(|file| file.text().to_owned()).collect(),
            is_changed: vec![false; unit.files.len()],
            made: vec![Vec::new(); unit.files.len()],
        }
    }

    fn state(&self, linter: &Linter) -> State {
        State::new(linter, files(&self.paths, &self.texts), self.own, self.project)
    }

    /// Makes the fixes of the findings that `is_wanted` takes.
    fn run(
        mut self,
        linter: &Linter,
        scope: Scope,
        is_wanted: &dyn Fn(&Judged) -> bool,
        fixed: &mut Fixed,
    ) {
        let mut refused: Vec<(Wanted, Withheld)> = Vec::new();
        let mut state = self.state(linter);
        for _ in 0..ROUNDS {
            let tried: HashSet<(Fingerprint, &str)> =
                refused.iter().flat_map(|(wanted, _)| wanted.names()).collect();
            let open = state.judged.iter().filter(|it| it.suppressed_by.is_none());
            let wanted = open.filter(|it| is_wanted(it)).filter_map(|it| {
                let proposal = it.proposals.iter().find(|proposal| {
                    scope.takes(proposal.safety)
                        && !tried.contains(&(it.diagnostic.fingerprint, proposal.title.as_str()))
                })?;
                Some(Wanted::new(it, proposal))
            });
            let wanted = merged(wanted);
            let mut risks: HashMap<(RuleName, String), String> = HashMap::new();
            for it in &wanted {
                if let Some(may_break) = &it.may_break {
                    risks.insert((it.rule.clone(), it.title.clone()), may_break.clone());
                }
            }
            let Some((next, made)) =
                largest(linter, &state, wanted, &mut |wanted, why| refused.push((wanted, why)))
            else {
                break;
            };
            for (file, rule, title) in made {
                if let Some(risk) = risks.remove(&(rule.clone(), title.clone())) {
                    let risk = (rule.clone(), risk);
                    if !fixed.may_break.contains(&risk) {
                        fixed.may_break.push(risk);
                    }
                }
                self.is_changed[file.0 as usize] = true;
                self.made[file.0 as usize].push((rule, title));
            }
            state = next;
        }
        let open: HashSet<Fingerprint> =
            state.judged.iter().map(|it| it.diagnostic.fingerprint).collect();
        refused.retain(|(it, _)| it.answers.iter().any(|print| open.contains(print)));
        refused.sort_by(|(one, _), (other, _)| {
            (&one.address, &one.title).cmp(&(&other.address, &other.title))
        });
        let withheld = refused.into_iter().map(|(it, why)| (it.rule, it.address, why));
        fixed.withheld.extend(withheld);
        for (index, made) in self.made.into_iter().enumerate() {
            if self.is_changed[index] {
                let text = state.project.files()[index].text().to_owned();
                fixed.files.push(Changed { file: self.unit[index], text, made });
            }
        }
    }
}

/// A fix that is still to be tried.
struct Wanted {
    /// The findings that it answers: all those that use the definition which it changes.
    answers: Vec<Fingerprint>,
    rule: RuleName,
    /// That of the first finding.
    address: String,
    at: Span,
    title: String,
    may_break: Option<String>,
    patches: Vec<Patch>,
}

impl Wanted {
    fn new(it: &Judged, proposal: &Proposal) -> Self {
        Self {
            answers: vec![it.diagnostic.fingerprint],
            rule: it.diagnostic.rule.clone(),
            address: it.diagnostic.address.clone(),
            at: it.diagnostic.at,
            title: proposal.title.clone(),
            may_break: proposal.may_break.as_ref().map(ToString::to_string),
            patches: proposal.patches.clone(),
        }
    }

    /// What it is known by once it was tried.
    fn names(&self) -> impl Iterator<Item = (Fingerprint, &str)> {
        self.answers.iter().map(|print| (*print, self.title.as_str()))
    }
}

/// The same changes, each once.
fn merged(wanted: impl Iterator<Item = Wanted>) -> Vec<Wanted> {
    let mut merged: Vec<Wanted> = Vec::new();
    let mut known: HashMap<_, Vec<usize>> = HashMap::new();
    for it in wanted {
        let alike = known.entry((it.rule.clone(), it.at, it.title.clone())).or_default();
        match alike.iter().find(|index| merged[**index].patches == it.patches) {
            Some(index) => merged[*index].answers.extend(it.answers),
            None => {
                alike.push(merged.len());
                merged.push(it);
            }
        }
    }
    merged
}

type Made = Vec<(FileId, RuleName, String)>;

/// The state after as many of `wanted` as possible at once; what cannot be done goes to `refuse`.
/// A batch that fails as a whole is halved until it is known which fix is to blame.
fn largest(
    linter: &Linter,
    state: &State,
    mut wanted: Vec<Wanted>,
    refuse: &mut dyn FnMut(Wanted, Withheld),
) -> Option<(State, Made)> {
    loop {
        let mut batch: Vec<Wanted> = Vec::new();
        let mut merged: HashMap<FileId, EditSet> = HashMap::new();
        for it in wanted.drain(..) {
            match alone(state, &it.patches) {
                Err(why) => refuse(it, why),
                // What does not go together with the others waits for the next round.
                Ok(edits) => {
                    let mut trial = merged.clone();
                    let fits = edits
                        .iter()
                        .all(|(file, set)| trial.entry(*file).or_default().merge(set).is_ok());
                    if fits {
                        merged = trial;
                        batch.push(it);
                    }
                }
            }
        }
        while !batch.is_empty() {
            match attempt(linter, state, &batch) {
                Ok(done) => return Some(done),
                Err(why) if batch.len() == 1 => {
                    batch.drain(..).for_each(|it| refuse(it, why.clone()));
                }
                Err(_) => batch.truncate(batch.len() / 2),
            }
        }
        if wanted.is_empty() {
            return None;
        }
    }
}

fn alone(state: &State, patches: &[Patch]) -> Result<Vec<(FileId, EditSet)>, Withheld> {
    let edits = realise(state.project.files(), patches).map_err(Withheld::Unfixable)?;
    if edits.iter().any(|(file, _)| file.0 as usize >= state.own) {
        return Err(Withheld::Elsewhere);
    }
    Ok(edits)
}

fn attempt(linter: &Linter, state: &State, batch: &[Wanted]) -> Result<(State, Made), Withheld> {
    let answers = batch.iter().flat_map(|it| &it.answers).copied().collect();
    let attempt = Attempt::new(state, answers, batch.iter().flat_map(|it| &it.patches))?;
    let next = attempt.verify(linter, state).map_err(Withheld::Refused)?;
    let mut made = Vec::new();
    for it in batch {
        for (file, _) in alone(state, &it.patches)? {
            made.push((file, it.rule.clone(), it.title.clone()));
        }
    }
    Ok((next, made))
}

/// Files with these paths and texts, parsed.
fn files(paths: &[String], texts: &[String]) -> Vec<File> {
    let ids = (0u32..).map(FileId);
    ids.zip(paths.iter().zip(texts))
        .map(|(id, (path, text))| new_file(id, path.as_str(), text))
        .collect()
}

impl State {
    /// Judges `files`, of which the first `own` count on their own; what is known beside them is
    /// that of `before`.
    fn new(linter: &Linter, files: Vec<File>, own: usize, before: &Project) -> Self {
        let extra = units::Memory::of(&files[own..], before);
        let project = Project::with_loader(files.into_iter().take(own).collect(), &extra);
        let report = linter.assess(project, own);
        Self { project: report.project, own, judged: report.judged }
    }
}
