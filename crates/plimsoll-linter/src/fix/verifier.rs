//! Verified edits for single proposals, as editors and reports offer them.

use std::sync::OnceLock;

use plimsoll_diagnostics::{Fix, Safety};

use super::{
    Attempt, State, Withheld, Work,
    units::{Unit, units},
};
use crate::{judged::Judged, linter::Linter, report::Report};

/// Turns proposals of one report into verified fixes.
///
/// Files that have to be seen together are judged once, however many proposals are about them;
/// each proposal costs one more judgement of them. It can be shared between threads.
pub struct Verifier<'a> {
    linter: &'a Linter,
    report: &'a Report,
    units: Vec<Unit>,
    states: Vec<OnceLock<State>>,
}

impl<'a> Verifier<'a> {
    /// For the proposals of `report`, which `linter` made.
    #[must_use]
    pub fn new(linter: &'a Linter, report: &'a Report) -> Self {
        let units = units(&report.project, report.coverage.files.len());
        let states = units.iter().map(|_| OnceLock::new()).collect();
        Self { linter, report, units, states }
    }

    /// Turns the proposal of `judged` with this `index` into a verified fix.
    ///
    /// # Errors
    ///
    /// Why it is withheld.
    pub fn verify(&self, judged: &Judged, index: usize) -> Result<Fix, Withheld> {
        self.edits(judged, index).map_err(|mut why| {
            why.redact(self.report.redactor());
            why
        })
    }

    fn edits(&self, judged: &Judged, index: usize) -> Result<Fix, Withheld> {
        let file = judged.diagnostic.at.file;
        let position =
            self.units.iter().position(|unit| unit.contains(&file)).ok_or(Withheld::Elsewhere)?;
        let unit = &self.units[position];
        let state = self.states[position]
            .get_or_init(|| Work::new(&self.report.project, unit).state(self.linter));
        // The unit is a project of its own, so the finding is looked up there by its name.
        let same = state
            .judged
            .iter()
            .find(|it| it.diagnostic.fingerprint == judged.diagnostic.fingerprint)
            .ok_or(Withheld::Elsewhere)?;
        let proposal = same.proposals.get(index).ok_or(Withheld::Elsewhere)?;
        let answers = [same.diagnostic.fingerprint].into();
        let attempt = Attempt::new(state, answers, &proposal.patches)?;
        if proposal.safety != Safety::Manual {
            attempt.verify(self.linter, state).map_err(Withheld::Refused)?;
        } else {
            attempt.verify_text(state).map_err(Withheld::Refused)?;
        }
        let edits =
            attempt.edits.into_iter().map(|(file, edits)| (unit.files[file.0 as usize], edits));
        Ok(Fix {
            // The one in the report has no secret in it.
            title: judged.proposals.get(index).unwrap_or(proposal).title.clone(),
            safety: proposal.safety,
            may_break: proposal.may_break.clone().map(Into::into),
            edits: edits.collect(),
        })
    }

    /// Every proposal of `judged` that can be verified, best first.
    #[must_use]
    pub fn fixes(&self, judged: &Judged) -> Vec<Fix> {
        (0..judged.proposals.len()).filter_map(|index| self.verify(judged, index).ok()).collect()
    }
}
