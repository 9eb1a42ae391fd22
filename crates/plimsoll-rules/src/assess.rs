//! What a rule of the catalogue was able to judge: a rule that found nothing may have found
//! everything in order, or may not have been able to know.

use plimsoll_model::{
    Project, Subject, Why,
    vocabulary::{self, Kind},
};

use crate::{
    rule::RuleRef,
    rule::{Check, Entry},
    rule::{Context, Undecided},
};

/// What a rule was able to judge.
#[derive(Clone, Debug, Default)]
pub struct Assessed {
    /// The number of subjects of which everything that the rule asks is known.
    pub judged: usize,
    /// The others.
    pub undecided: Vec<Undecided>,
}

/// For each source file of a rule, the names that it asks for.
static ASKED: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/asked.rs"));

/// What the rule of `entry` is able to judge in `project`; what its walks over the project judge they
/// count themselves when they [run](crate::run), in [`Found`](crate::Found). A rule of which it is not known what it
/// asks is taken to ask everything.
#[must_use]
pub fn assess(project: &Project, entry: &'static Entry) -> Assessed {
    let asked = ASKED.iter().find(|(source, _)| *source == entry.source).map_or(&[][..], |it| it.1);
    let mut assessed = Assessed::default();
    let mut kinds = Vec::new();
    collect(&entry.rule.check, &mut kinds);
    if kinds.is_empty() && !entry.rule.check.counts_itself() {
        assessed.judged =
            project.files().iter().filter(|it| it.recognition.dialect.is_judged()).count();
    }
    for kind in kinds {
        of_kind(project, entry, kind, asked, &mut assessed);
    }
    assessed
}

fn of_kind(
    project: &Project,
    entry: &'static Entry,
    kind: &'static Kind,
    asked: &[&str],
    assessed: &mut Assessed,
) {
    let terms = (kind.terms)();
    let asks_any = terms.iter().any(|it| it.is_fact && asked.contains(&it.name));
    for subject in kind.all(&project.subjects) {
        let facts = subject.facts();
        let relevant = || facts.iter().filter(|it| !asks_any || asked.contains(&it.name));
        if relevant().all(|it| it.fact.state() == "inapplicable") {
            continue;
        }
        let doubt = relevant().find_map(|it| match it.fact.datum() {
            Err(Some(why)) => Some((it.name, why)),
            _ => None,
        });
        match doubt {
            None => assessed.judged += 1,
            Some((name, why)) => assessed.undecided.push(Undecided {
                rule: RuleRef::Static(entry),
                subject: subject.identity().address.clone(),
                at: subject.identity().shown,
                why: format!("`{name}` {}", Why::as_str(why)),
            }),
        }
    }
}

fn collect(check: &Check, kinds: &mut Vec<&'static Kind>) {
    fn of<S: Subject>(_: fn(&S, &mut Context<'_>)) -> Option<&'static Kind> {
        vocabulary::kind(S::KIND)
    }
    let kind = match check {
        Check::Project(_) | Check::File(_) => None,
        Check::Object(it) => of(*it),
        Check::Workload(it) => of(*it),
        Check::Container(it) => of(*it),
        Check::Image(it) => of(*it),
        Check::Mount(it) => of(*it),
        Check::Volume(it) => of(*it),
        Check::Port(it) => of(*it),
        Check::Variable(it) => of(*it),
        Check::Namespace(it) => of(*it),
        Check::Grant(it) => of(*it),
        Check::Aggregation(it) => of(*it),
        Check::Binding(it) => of(*it),
        Check::NetworkPolicy(it) => of(*it),
        Check::PolicyRule(it) => of(*it),
        Check::Probe(it) => of(*it),
        Check::ServiceAccount(it) => of(*it),
        Check::Service(it) => of(*it),
        Check::ServicePort(it) => of(*it),
        Check::Ingress(it) => of(*it),
        Check::IngressRoute(it) => of(*it),
        Check::Listener(it) => of(*it),
        Check::ReferenceGrant(it) => of(*it),
        Check::PodConstraints(it) => of(*it),
        Check::ImagePolicy(it) => of(*it),
        Check::EncryptedResources(it) => of(*it),
        Check::Kubelet(it) => of(*it),
        Check::DisruptionBudget(it) => of(*it),
        Check::Autoscaler(it) => of(*it),
        Check::ConfigData(it) => of(*it),
        Check::DataEntry(it) => of(*it),
        Check::PersistentVolume(it) => of(*it),
        Check::VolumeClaim(it) => of(*it),
        Check::Webhook(it) => of(*it),
        Check::UnknownField(it) => of(*it),
        Check::Reference(it) => of(*it),
        Check::WrongType(it) => of(*it),
        Check::VersionedField(it) => of(*it),
        Check::Hook(it) => of(*it),
        Check::Build(it) => of(*it),
        Check::Setting(it) => of(*it),
        Check::Network(it) => of(*it),
        Check::Defect(it) => of(*it),
        Check::Weakening(it) => of(*it),
        Check::Any(checks) => {
            checks.iter().for_each(|it| collect(it, kinds));
            None
        }
    };
    kinds.extend(kind);
}
