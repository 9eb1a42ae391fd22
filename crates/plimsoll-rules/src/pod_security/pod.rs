//! What a check sees, and where its ruling goes.

use plimsoll_model::{
    Fact, Identity, List, Origin, Patch, Project, Site, Subject,
    subjects::{Container, Port, Volume, Workload, WorkloadId},
};

use super::{Check, Doubt, Verdict, Violation};

/// A pod with everything in it.
pub(super) struct Pod<'p> {
    pub(super) workload: &'p Workload,
    /// Those of every list, ephemeral ones included.
    pub(super) containers: &'p [Container],
    pub(super) volumes: &'p [Volume],
    pub(super) ports: &'p [Port],
}

impl<'p> Pod<'p> {
    pub(super) fn new(project: &'p Project, id: WorkloadId) -> Self {
        Self {
            workload: project.workload(id),
            containers: project.containers_of(id),
            volumes: project.volumes_of(id),
            ports: project.ports_of(id),
        }
    }
}

/// Where one check's ruling on one pod goes.
pub(super) struct Ruling<'v, 'p> {
    check: &'static Check,
    verdict: &'v mut Verdict<'p>,
}

impl<'v, 'p> Ruling<'v, 'p> {
    pub(super) fn new(check: &'static Check, verdict: &'v mut Verdict<'p>) -> Self {
        Self { check, verdict }
    }

    /// Refuses `fact` of `subject` where it is known and `is_refused`; where it is unknown,
    /// nothing is decided. A platform without the setting allows it.
    pub(super) fn refuse<T>(
        &mut self,
        subject: &'p impl Subject,
        fact: &'p Fact<T>,
        is_refused: impl FnOnce(&T) -> bool,
        message: impl FnOnce(&Identity) -> String,
        remedy: impl FnOnce(&Fact<T>) -> Option<Patch>,
    ) {
        self.doubt(fact);
        let (Some(value), Some(site), Some(evidence)) =
            (fact.known(), fact.site(), fact.evidence())
        else {
            return;
        };
        if is_refused(value) {
            self.verdict.violations.push(Violation {
                check: self.check,
                subject: subject.identity(),
                site,
                evidence,
                message: message(subject.identity()),
                remedy: remedy(fact),
            });
        }
    }

    /// As [`Self::refuse`], for a setting of a container that its pod can have too: what is taken
    /// over from there is judged there.
    pub(super) fn refuse_own<T>(
        &mut self,
        container: &'p Container,
        fact: &'p Fact<T>,
        of_pod: &Fact<T>,
        is_refused: impl FnOnce(&T) -> bool,
        message: impl FnOnce(&Identity) -> String,
        remedy: impl FnOnce(&Fact<T>) -> Option<Patch>,
    ) {
        let is_taken_over = |site: &Site| {
            of_pod.site().is_some_and(|outer| outer.at == site.at) && !of_pod.is_assumed()
        };
        if fact.site().is_none_or(|site| !is_taken_over(site)) {
            self.refuse(container, fact, is_refused, message, remedy);
        }
    }

    /// Refuses every item of `list` that `is_refused`.
    pub(super) fn refuse_items<T>(
        &mut self,
        subject: &'p impl Subject,
        list: &'p List<T>,
        is_refused: impl Fn(&T) -> bool,
        message: impl Fn(&Identity, &T) -> String,
    ) {
        self.doubt(&list.whole);
        for item in &list.items {
            let text = |subject: &Identity| {
                item.known().map(|it| message(subject, it)).unwrap_or_default()
            };
            self.refuse(subject, item, &is_refused, text, Fact::remove);
        }
    }

    /// Says that nothing is decided where `fact` is unknown.
    fn doubt<T>(&mut self, fact: &'p Fact<T>) {
        if let Fact::Unknown { at, why } = fact {
            let doubt = Doubt { check: self.check, site: at, unknown: *why, about: None };
            self.verdict.undecided.push(doubt);
        }
    }

    /// The places of what has been refused so far, by whatever check.
    pub(super) fn refused(&self) -> impl Iterator<Item = Origin> {
        self.verdict.violations.iter().map(|it| it.site.at)
    }

    /// Does what `judge` does unless the check does not apply because `fact` holds; with the fact
    /// unknown, nothing that it refuses is decided.
    pub(super) fn unless<T>(
        &mut self,
        fact: &'p Fact<T>,
        holds: impl FnOnce(&T) -> bool,
        judge: impl FnOnce(&mut Self),
    ) {
        if fact.holds(holds) {
            return;
        }
        let before = self.verdict.violations.len();
        judge(self);
        let Fact::Unknown { at, why } = fact else { return };
        let (check, unknown) = (self.check, *why);
        let refused = self.verdict.violations.drain(before..);
        let doubts = refused.map(|it| Doubt { check, site: at, unknown, about: Some(it.site) });
        self.verdict.undecided.extend(doubts);
    }
}
