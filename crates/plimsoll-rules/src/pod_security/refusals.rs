//! What some checks refuse of one pod, to be asked fact by fact: how rules that stand for a control
//! of the standards get the answer of the release, and say it in their own words.

use std::collections::{HashMap, HashSet};

use plimsoll_model::{
    Fact, Origin, Path, Platform, Project, Site,
    subjects::{Container, WorkloadId},
};

use super::{Verdict, checks, pod::Pod};

/// A setting: where it is written, or for one that is left out whose it would be, and its keys.
type Setting = (Origin, Path);

fn setting(site: &Site) -> Setting {
    (site.at, site.slot.path)
}

/// What some checks refuse of one pod.
#[derive(Debug, Default)]
pub(crate) struct Refusals {
    refused: HashSet<Setting>,
    /// Settings that are refused unless another one, which is unknown, excuses them: why.
    doubtful: HashMap<Setting, String>,
}

impl Refusals {
    /// What the checks with these ids refuse of the workload's pods, each as release 1.`minor` has
    /// it and whatever takes its place at a higher level. `None` where nobody asks: on another
    /// platform, and in a release that has none of the checks.
    pub(crate) fn of(
        project: &Project,
        workload: WorkloadId,
        ids: &[&str],
        minor: u32,
    ) -> Option<Self> {
        if project.workload(workload).identity.platform != Platform::Kubernetes {
            return None;
        }
        let pod = Pod::new(project, workload);
        let mut verdict = Verdict::default();
        let asked = checks().filter(|it| ids.contains(&it.id));
        let judged = asked.filter(|it| it.apply(&pod, minor, &mut verdict)).count();
        (judged > 0).then(|| Self::from(&verdict))
    }

    /// Whether `fact` is refused.
    pub(crate) fn include<T>(&self, fact: &Fact<T>) -> bool {
        fact.site().is_some_and(|site| self.refused.contains(&setting(site)))
    }

    /// Why it is not decided whether `fact`, which is known, is refused.
    pub(crate) fn doubt<T>(&self, fact: &Fact<T>) -> Option<&str> {
        self.doubtful.get(&setting(fact.site()?)).map(String::as_str)
    }

    /// As [`Self::include`] for a setting of the pod that none of its containers takes over: it is
    /// refused for being written.
    pub(crate) fn include_unused<T>(
        &self,
        fact: &Fact<T>,
        containers: &[Container],
        of: impl Fn(&Container) -> &Fact<T>,
    ) -> bool {
        let at = |fact: &Fact<T>| fact.site().map(|site| site.at);
        self.include(fact) && containers.iter().all(|it| at(of(it)) != at(fact))
    }
}

impl From<&Verdict<'_>> for Refusals {
    fn from(verdict: &Verdict<'_>) -> Self {
        let refused = verdict.violations.iter().map(|it| setting(it.site)).collect();
        let doubtful = verdict.undecided.iter().filter_map(|it| {
            let about = it.about.map(setting)?;
            Some((about, it.why()))
        });
        Self { refused, doubtful: doubtful.collect() }
    }
}
