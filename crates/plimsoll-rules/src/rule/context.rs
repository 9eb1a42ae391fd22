//! A rule's window on the world around its subject, and where its findings go.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use plimsoll_diagnostics::{Evidence, Reaction, Safety, TextRange};
use plimsoll_model::{
    Fact, File, Identity, Origin, Patch, Platform, Project, Site, Slot, Version, ViaKind,
    subjects::{Container, WorkloadId},
};

use super::{ControlRef, RuleRef};
use crate::{
    control::Authority,
    grading::{self, Grade, Impact, Precondition},
    parameters::Parameters,
    pod_security::Refusals,
};

/// What a rule found, before places become ranges and patches become edits.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule.
    pub rule: RuleRef,
    /// What it is about, by name.
    pub subject: String,
    /// The address of the setting below the subject: `securityContext.privileged`.
    pub setting: String,
    /// What is wrong: one line.
    pub message: String,
    /// Where a person would look.
    pub at: Place,
    /// Written badly, or not written.
    pub evidence: Evidence,
    /// What the platform makes of it.
    pub platform: Option<Reaction>,
    /// What it is worth, where that is not what its rule usually is.
    pub grade: Option<Grade>,
    /// The value that the finding is about, redacted; part of the fingerprint.
    pub value: String,
    /// Further places.
    pub labels: Vec<(Place, String)>,
    /// Where the subject itself would state what it inherits; `None` for what it states, or lacks.
    pub here: Option<Slot>,
    /// What can be done, best first.
    pub fixes: Vec<Proposal>,
}

/// A subject that a rule could not judge, because the files do not decide it.
#[derive(Clone, Debug)]
pub struct Undecided {
    /// The rule.
    pub rule: RuleRef,
    /// The subject, by address.
    pub subject: String,
    /// Its name in the file.
    pub at: Origin,
    /// Why: lower case, no full stop.
    pub why: String,
}

/// What rules came to.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What is wrong.
    pub findings: Vec<Finding>,
    /// What rules say they could not judge; one that asks a single fact says nothing of this.
    pub undecided: Vec<Undecided>,
    /// How many subjects each rule says it judged, by name; only rules that say it are here.
    pub judged: BTreeMap<String, usize>,
}

/// A place in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The node.
    pub at: Origin,
    /// The bytes that matter, where they are not all of the node.
    pub part: Option<TextRange>,
}

impl From<&Site> for Place {
    fn from(site: &Site) -> Self {
        Self { at: site.at, part: site.part() }
    }
}

impl From<Origin> for Place {
    fn from(at: Origin) -> Self {
        Self { at, part: None }
    }
}

/// A change that answers a finding, as patches on facts.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// What to do, as an imperative.
    pub title: String,
    /// What it does to the running system.
    pub safety: Safety,
    /// One sentence on what can break; there for every hardening proposal.
    pub may_break: Option<Cow<'static, str>>,
    /// The changes.
    pub patches: Vec<Patch>,
    /// The address of the one subject that it is about, where others that share the setting keep
    /// it; `None` where it changes the setting for all.
    pub only: Option<String>,
    /// The addresses of all subjects that it changes, where they are several; a rule leaves it empty,
    /// as it is known only when everything is found.
    pub reaches: Arc<[String]>,
}

/// A rule's window on the world around its subject.
pub struct Context<'a> {
    /// Neighbours: the pod of a container, the other services.
    pub project: &'a Project,
    /// What the project says about its world.
    pub parameters: &'a Parameters,
    rule: RuleRef,
    subject: Option<&'a Identity>,
    /// The workload that the subject at hand is, or is a part of.
    pod: Option<WorkloadId>,
    /// What the checks that the rule stands for refuse of the workload that was asked about last.
    refusals: Option<(WorkloadId, Option<Refusals>)>,
    found: &'a mut Found,
}

impl<'a> Context<'a> {
    /// A window for `rule`, whose findings go to `found`.
    pub fn new(
        project: &'a Project,
        parameters: &'a Parameters,
        rule: RuleRef,
        found: &'a mut Found,
    ) -> Self {
        Self { project, parameters, rule, subject: None, pod: None, refusals: None, found }
    }

    /// From here on reports are about `subject`.
    pub fn turn_to(&mut self, subject: &'a Identity) {
        self.subject = Some(subject);
        self.pod = None;
    }

    /// As [`Self::turn_to`], for a subject that is `workload` or a part of it: only of these
    /// [`Self::is_refused`] can tell anything.
    pub fn turn_to_part(&mut self, subject: &'a Identity, workload: WorkloadId) {
        self.subject = Some(subject);
        self.pod = Some(workload);
    }

    /// Whether the checks of the Pod Security Standards that the rule stands for refuse `fact` of
    /// the subject at hand, as the release that the parameters name has them. Where another
    /// setting that is unknown decides, this is false and the subject is undecided.
    pub fn is_refused<T>(&mut self, fact: &Fact<T>) -> bool {
        self.is_refused_or(fact, |_| false)
    }

    /// As [`Self::is_refused`]; where nobody asks, on other platforms and in releases without the
    /// checks, `elsewhere` decides about a value that is known.
    pub fn is_refused_or<T>(&mut self, fact: &Fact<T>, elsewhere: impl FnOnce(&T) -> bool) -> bool {
        let Some(value) = fact.known() else { return false };
        let Some(refusals) = self.refusals() else { return elsewhere(value) };
        if refusals.include(fact) {
            return true;
        }
        let why = refusals.doubt(fact).map(str::to_owned);
        if let (Some(why), Some(subject)) = (why, self.subject) {
            self.undecided(subject, why);
        }
        false
    }

    /// As [`Self::is_refused`] for a setting of the workload at hand that none of its containers,
    /// whose own is `of`, takes over: the standards refuse it for being written.
    pub fn is_refused_unused<T>(
        &mut self,
        fact: &Fact<T>,
        of: impl Fn(&Container) -> &Fact<T>,
    ) -> bool {
        let Some(workload) = self.pod else { return false };
        let containers = self.project.containers_of(workload);
        self.refusals().is_some_and(|it| it.include_unused(fact, containers, of))
    }

    fn refusals(&mut self) -> Option<&Refusals> {
        let workload = self.pod?;
        if self.refusals.as_ref().is_none_or(|(of, _)| *of != workload) {
            let is_of_pods = |it: &ControlRef<'_>| {
                matches!(it.known, Some(Authority::PssBaseline | Authority::PssRestricted))
            };
            let ids: Vec<&str> = self.rule.controls().filter(is_of_pods).map(|it| it.id).collect();
            let minor = self.parameters.kubernetes_minor;
            let refusals = Refusals::of(self.project, workload, &ids, minor);
            self.refusals = Some((workload, refusals));
        }
        self.refusals.as_ref()?.1.as_ref()
    }

    /// Reports that `fact` of the subject at hand is wrong. On a fact that is not known this does
    /// nothing, so that no rule can accuse on ignorance.
    pub fn report<T: std::fmt::Display>(
        &mut self,
        fact: &Fact<T>,
        message: impl Into<String>,
    ) -> Draft<'_> {
        match self.subject {
            Some(subject) => self.report_about(subject, fact, message),
            None => Draft { finding: None },
        }
    }

    /// Reports that `fact` of `subject`, which need not be the one at hand, is wrong.
    pub fn report_about<T: std::fmt::Display>(
        &mut self,
        subject: &Identity,
        fact: &Fact<T>,
        message: impl Into<String>,
    ) -> Draft<'_> {
        let (Some(site), Some(evidence)) = (fact.site(), fact.evidence()) else {
            return Draft { finding: None };
        };
        let value = fact.known().map(ToString::to_string).unwrap_or_default();
        let finding = Finding {
            rule: self.rule.clone(),
            subject: subject.address.clone(),
            setting: site.slot.path.join("."),
            message: message.into(),
            at: Place::from(site),
            evidence,
            platform: self.rule.platform(),
            grade: None,
            value,
            labels: way(site),
            here: fact.is_inherited().then_some(site.slot),
            fixes: Vec::new(),
        };
        self.push(finding)
    }

    /// Reports that what stands, or would stand, at `site` is wrong about `subject`.
    pub fn report_site(
        &mut self,
        subject: &Identity,
        site: &Site,
        evidence: Evidence,
        message: impl Into<String>,
    ) -> Draft<'_> {
        let finding = Finding {
            rule: self.rule.clone(),
            subject: subject.address.clone(),
            setting: site.slot.path.join("."),
            message: message.into(),
            at: Place::from(site),
            evidence,
            platform: self.rule.platform(),
            grade: None,
            value: String::new(),
            labels: way(site),
            here: None,
            fixes: Vec::new(),
        };
        self.push(finding)
    }

    /// Reports that something about `subject` as a whole is wrong, at `at`.
    pub fn report_at(
        &mut self,
        subject: &Identity,
        at: impl Into<Place>,
        message: impl Into<String>,
    ) -> Draft<'_> {
        let finding = Finding {
            rule: self.rule.clone(),
            subject: subject.address.clone(),
            setting: String::new(),
            message: message.into(),
            at: at.into(),
            evidence: Evidence::Stated,
            platform: self.rule.platform(),
            grade: None,
            value: String::new(),
            labels: Vec::new(),
            here: None,
            fixes: Vec::new(),
        };
        self.push(finding)
    }

    /// Reports that something about the text of `file` is wrong, at a node of it.
    pub fn report_in(
        &mut self,
        file: &File,
        at: impl Into<Place>,
        message: impl Into<String>,
    ) -> Draft<'_> {
        let at = at.into();
        let finding = Finding {
            rule: self.rule.clone(),
            subject: file.tree.address(at.at.node).to_string(),
            setting: String::new(),
            message: message.into(),
            at,
            evidence: Evidence::Stated,
            platform: self.rule.platform(),
            grade: None,
            value: String::new(),
            labels: Vec::new(),
            here: None,
            fixes: Vec::new(),
        };
        self.push(finding)
    }

    fn push(&mut self, finding: Finding) -> Draft<'_> {
        self.found.findings.push(finding);
        Draft { finding: self.found.findings.last_mut() }
    }

    /// The version of the program that reads files of the platform: of Docker Compose, or of the
    /// API server.
    #[must_use]
    pub const fn version(&self, platform: Platform) -> Version {
        match platform {
            Platform::Compose => self.parameters.compose_version,
            Platform::Kubernetes => Version::new(1, self.parameters.kubernetes_minor),
        }
    }

    /// Whether the container says that it runs on Windows, where capabilities, seccomp and the gain
    /// of privileges do not exist.
    #[must_use]
    pub fn is_windows(&self, container: &Container) -> bool {
        self.project.workload(container.workload).os.is("windows".to_owned())
    }

    /// The value of a `fact` that the rule cannot do without to judge `subject`, which is undecided
    /// where that is unknown. For rules that walk over subjects themselves: what they ask of each
    /// nobody else can tell.
    pub fn need<'f, T>(
        &mut self,
        subject: &Identity,
        name: &str,
        fact: &'f Fact<T>,
    ) -> Option<&'f T> {
        if let Fact::Unknown { why, .. } = fact {
            self.undecided(subject, format!("`{name}` {}", why.as_str()));
        }
        fact.known()
    }

    /// Says that the rule judged one more subject, whatever came of it.
    pub fn judged(&mut self) {
        *self.found.judged.entry(self.rule.name().to_owned()).or_default() += 1;
    }

    /// Says that the files do not decide whether `subject` is wrong, and why.
    pub fn undecided(&mut self, subject: &Identity, why: impl Into<String>) {
        self.found.undecided.push(Undecided {
            rule: self.rule.clone(),
            subject: subject.address.clone(),
            at: subject.shown,
            why: why.into(),
        });
    }
}

/// The places that a value came through. An override says so itself: the place is in its file.
fn way(site: &Site) -> Vec<(Place, String)> {
    site.steps()
        .filter(|(kind, _)| *kind != ViaKind::Override)
        .map(|(kind, at)| (Place::from(at), reached(kind).to_owned()))
        .collect()
}

fn reached(kind: ViaKind) -> &'static str {
    match kind {
        ViaKind::Alias => "used through this alias",
        ViaKind::MergeKey => "merged in here",
        ViaKind::Extends => "extended here",
        ViaKind::Include => "included here",
        ViaKind::Patch => "changed by the kustomization here",
        _ => "reached through here",
    }
}

/// A finding that was just reported, to be given labels and fixes.
pub struct Draft<'f> {
    finding: Option<&'f mut Finding>,
}

impl Draft<'_> {
    /// Points at a further place.
    pub fn label(self, at: impl Into<Place>, text: impl Into<String>) -> Self {
        if let Some(finding) = self.finding {
            finding.labels.push((at.into(), text.into()));
            return Self { finding: Some(finding) };
        }
        self
    }

    /// Stretches the place over these, as far as they are parts of the same text: a port is open by
    /// all that its short form says.
    pub fn spanning<'s>(self, sites: impl IntoIterator<Item = Option<&'s Site>>) -> Self {
        let Some(finding) = self.finding else { return self };
        for site in sites.into_iter().flatten().filter(|it| it.at == finding.at.at) {
            let stretched = finding.at.part.zip(site.part()).map(|(one, other)| one.cover(other));
            finding.at.part = stretched.or(finding.at.part);
        }
        Self { finding: Some(finding) }
    }

    /// Says what the platform makes of it, where that is not what it usually makes of the offence.
    pub fn platform(self, reaction: impl Into<Option<Reaction>>) -> Self {
        let Some(finding) = self.finding else { return self };
        finding.platform = reaction.into();
        Self { finding: Some(finding) }
    }

    /// Grades it by what somebody gets at here and what has to go wrong first, where circumstances
    /// that the files show make that another than the rule's usual; `reason` says which, as a clause.
    pub fn grade(
        self,
        impact: Impact,
        precondition: Precondition,
        reason: impl Into<String>,
    ) -> Self {
        let Some(finding) = self.finding else { return self };
        let severity = grading::severity(impact, precondition);
        let is_other = severity != finding.rule.severity();
        finding.grade = is_other.then(|| Grade { severity, reason: reason.into() });
        Self { finding: Some(finding) }
    }

    /// Names what tells this finding from others of the rule about the same setting, where the
    /// value of the fact does not.
    pub fn keyed(self, value: impl Into<String>) -> Self {
        if let Some(finding) = self.finding {
            finding.value = value.into();
            return Self { finding: Some(finding) };
        }
        self
    }

    /// Offers a change that keeps every effective setting.
    pub fn fix_safely(
        self,
        title: impl Into<String>,
        patches: impl IntoIterator<Item = Option<Patch>>,
    ) -> Self {
        self.propose(title.into(), Safety::Safe, None, patches)
    }

    /// Offers a change that tightens; `may_break` says in one sentence what can stop working.
    pub fn harden(
        self,
        title: impl Into<String>,
        may_break: impl Into<Cow<'static, str>>,
        patches: impl IntoIterator<Item = Option<Patch>>,
    ) -> Self {
        self.propose(title.into(), Safety::Hardening, Some(may_break.into()), patches)
    }

    /// Offers a change whose value a person has to fill in.
    pub fn fix_by_hand(
        self,
        title: impl Into<String>,
        patches: impl IntoIterator<Item = Option<Patch>>,
    ) -> Self {
        self.propose(title.into(), Safety::Manual, None, patches)
    }

    /// Offers a change as it is.
    pub fn offer(self, proposal: Proposal) -> Self {
        let Some(finding) = self.finding else { return self };
        finding.fixes.push(proposal);
        Self { finding: Some(finding) }
    }

    /// Nothing is offered where a patch is missing: half a fix is none.
    fn propose(
        self,
        title: String,
        safety: Safety,
        may_break: Option<Cow<'static, str>>,
        patches: impl IntoIterator<Item = Option<Patch>>,
    ) -> Self {
        let Some(finding) = self.finding else { return self };
        let patches: Option<Vec<Patch>> = patches.into_iter().collect();
        if let Some(patches) = patches.filter(|patches| !patches.is_empty()) {
            let local = local(finding, &patches);
            let only = Some(finding.subject.clone());
            finding.fixes.push(Proposal {
                title: title.clone(),
                safety,
                may_break: may_break.clone(),
                patches,
                only: None,
                reaches: Arc::default(),
            });
            if let Some(patch) = local {
                let name = finding.subject.rsplit(['/', '.']).next().unwrap_or("");
                let title = format!("{title}, for `{name}` only");
                let patches = vec![patch];
                finding.fixes.push(Proposal {
                    title,
                    safety,
                    may_break,
                    patches,
                    only,
                    reaches: Arc::default(),
                });
            }
        }
        Self { finding: Some(finding) }
    }
}

/// The change that answers a finding about something inherited on the subject alone, where
/// `patches` change what it inherits; `None` where there is no value to state.
fn local(finding: &Finding, patches: &[Patch]) -> Option<Patch> {
    let slot = finding.here?;
    match patches {
        [Patch::Set { value, .. }] => Some(Patch::Put { slot, value: value.clone() }),
        // What is switched on elsewhere can be switched off here.
        [Patch::Remove { .. }] if finding.value == "true" => {
            Some(Patch::Put { slot, value: false.into() })
        }
        _ => None,
    }
}
