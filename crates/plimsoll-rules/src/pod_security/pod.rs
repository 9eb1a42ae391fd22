//! What a check sees, and where its ruling goes.

use plimsoll_model::{
    Fact, Identity, List, Patch, Project, Site, Subject,
    subjects::{Container, Port, Volume, Workload, WorkloadId},
};

use super::{Check, Verdict, Violation};

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
        let Some(site) = fact.site() else { return };
        let (Some(value), Some(evidence)) = (fact.known(), fact.evidence()) else {
            self.verdict.undecided.push((self.check, site));
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
        if let Fact::Unknown { at, .. } = &list.whole {
            self.verdict.undecided.push((self.check, at));
        }
        for item in &list.items {
            let text = |subject: &Identity| {
                item.known().map(|it| message(subject, it)).unwrap_or_default()
            };
            self.refuse(subject, item, &is_refused, text, Fact::remove);
        }
    }

    /// Does what `judge` does unless the check does not apply because `fact` holds; with the fact unknown, nothing that
    /// it refuses is decided.
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
        if let (Fact::Unknown { at, .. }, true) = (fact, self.verdict.violations.len() > before) {
            self.verdict.violations.truncate(before);
            self.verdict.undecided.push((self.check, at));
        }
    }
}
