//! The profiles that come with plimsoll: sets of rules under a name.
//!
//! A profile that stands for a standard chooses rules by their [controls](crate::Control), so that
//! a rule which answers a demand is in the profile from its first day, and the two cannot drift
//! apart. Its page says what the standard demands, in which edition, and what files cannot show.

pub mod stella_ops;

use plimsoll_diagnostics::Level;

use crate::{
    catalogue,
    control::{Authority, Control},
    parameters::Parameters,
    pod_security,
    rule::{Entry, Maturity, Rule},
};

/// A set of rules under a name.
#[derive(Debug)]
pub struct Profile {
    /// The name in kebab case: `pss-restricted`.
    pub name: &'static str,
    /// What it is for: one line, lower case, no full stop.
    pub summary: &'static str,
    /// Its page in Markdown.
    pub page: &'static str,
    /// The level below which none of its rules is: what a standard demands is not a mere note.
    pub mildest: Level,
    /// What it says about the world, where a configuration does not say otherwise.
    pub parameters: fn(&mut Parameters),
    /// Pages of rules that only it has, each by its name.
    pub pages: &'static [(&'static str, &'static str)],
    chooses: fn(&Entry) -> bool,
    asks: fn(&Rule, u32) -> bool,
}

impl Profile {
    const UNSET: Self = Self {
        name: "",
        summary: "",
        page: "",
        mildest: Level::Note,
        parameters: |_| (),
        pages: &[],
        chooses: |_| false,
        asks: |_, _| true,
    };

    /// One that stands for a standard: what that demands is no mere note.
    const fn standard(
        name: &'static str,
        summary: &'static str,
        page: &'static str,
        chooses: fn(&Entry) -> bool,
    ) -> Self {
        Self { name, summary, page, mildest: Level::Warning, chooses, ..Self::UNSET }
    }

    /// Whether the profile holds the rule. What says that a file cannot be read, or that a
    /// suppression does not work, is in every profile.
    #[must_use]
    pub fn holds(&self, entry: &Entry) -> bool {
        entry.group == "suppressions" || entry.rule.name == "syntax-error" || (self.chooses)(entry)
    }

    /// The level of the rule in this profile; `None` where it does not hold it.
    #[must_use]
    pub fn level(&self, entry: &Entry) -> Option<Level> {
        if !self.holds(entry) {
            return None;
        }
        // The floor is for what the profile is about.
        let floor = if (self.chooses)(entry) { self.mildest } else { Level::Note };
        Some(entry.rule.severity.level().max(floor))
    }

    /// Whether what it stands for asks for what the rule does, in a minor release of Kubernetes:
    /// the Pod Security Standards asked for less in older ones.
    #[must_use]
    pub fn asks(&self, entry: &Entry, minor: u32) -> bool {
        !(self.chooses)(entry) || (self.asks)(entry.rule, minor)
    }

    /// The rules that it holds, in the order of the catalogue.
    pub fn rules(&self) -> impl Iterator<Item = &'static Entry> {
        catalogue::all().filter(|entry| self.holds(entry))
    }
}

static PROFILES: &[Profile] = &[
    Profile {
        name: "recommended",
        summary: "what has a concrete attack or a standard behind it; the default",
        page: include_str!("profile/recommended.md"),
        chooses: |it| it.rule.is_recommended,
        ..Profile::UNSET
    },
    Profile {
        name: "strict",
        summary: "every rule that is not on its way out, disputed ones included",
        page: include_str!("profile/strict.md"),
        chooses: |it| !matches!(it.rule.maturity, Maturity::Deprecated { .. }),
        ..Profile::UNSET
    },
    Profile {
        asks: asked_of_pods,
        ..Profile::standard(
            "pss-baseline",
            "Pod Security Standards, level baseline",
            include_str!("profile/pss-baseline.md"),
            |it| it.rule.answers(Authority::PssBaseline),
        )
    },
    Profile {
        asks: asked_of_pods,
        ..Profile::standard(
            "pss-restricted",
            "Pod Security Standards, level restricted, which includes baseline",
            include_str!("profile/pss-restricted.md"),
            |it| {
                it.rule.answers(Authority::PssRestricted) || it.rule.answers(Authority::PssBaseline)
            },
        )
    },
    Profile::standard(
        "cis-docker",
        "CIS Docker Benchmark, the parts about images and running containers",
        include_str!("profile/cis-docker.md"),
        |it| it.rule.answers(Authority::CisDocker),
    ),
    Profile::standard(
        "nsa-cisa",
        "NSA/CISA Kubernetes Hardening Guide",
        include_str!("profile/nsa-cisa.md"),
        |it| it.rule.answers(Authority::NsaCisa),
    ),
    Profile {
        name: "reliability",
        summary: "health checks, restarts and limits: what keeps a workload and its neighbours up",
        page: include_str!("profile/reliability.md"),
        chooses: |it| {
            matches!(it.group, "availability" | "resources")
                || it.rule.answers(Authority::Reliability)
        },
        ..Profile::UNSET
    },
    Profile {
        name: "stella-ops",
        summary: "Security Hardening Guide of Stella Ops 2.0, with pages of its own",
        page: include_str!("profile/stella-ops.md"),
        mildest: Level::Warning,
        pages: stella_ops::PAGES,
        chooses: |it| stella_ops::rules().any(|name| name == it.rule.name),
        ..Profile::UNSET
    },
];

/// Whether a check of the Pod Security Standards that the rule answers is there in a release.
fn asked_of_pods(rule: &Rule, minor: u32) -> bool {
    let is_of_pods =
        |it: &&Control| matches!(it.authority, Authority::PssBaseline | Authority::PssRestricted);
    rule.controls.iter().filter(is_of_pods).any(|it| pod_security::is_asked(it.id, minor))
}

/// Every profile, the default first.
pub fn all() -> impl Iterator<Item = &'static Profile> {
    PROFILES.iter()
}

/// The profile with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Profile> {
    all().find(|it| it.name == name)
}

/// The profile of a project that names none.
#[must_use]
pub fn recommended() -> &'static Profile {
    &PROFILES[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_has_rules_of_its_own_and_a_page_that_says_what_files_cannot_show() {
        for profile in all() {
            assert!(catalogue::all().any(|it| (profile.chooses)(it)), "{}", profile.name);
            for part in ["## What it demands", "## What files cannot show"] {
                assert!(profile.page.contains(part), "{}: no `{part}`", profile.name);
            }
        }
        assert_eq!(recommended().name, "recommended");
    }

    #[test]
    fn what_a_standard_demands_fails_a_run() {
        let profile = find("pss-restricted").expect("it is shipped");
        for entry in catalogue::all().filter(|it| it.rule.answers(Authority::PssRestricted)) {
            assert!(profile.level(entry) >= Some(Level::Warning), "{}", entry.rule.name);
        }
    }

    #[test]
    fn a_standard_asks_for_less_in_older_releases() {
        let profile = find("pss-restricted").expect("it is shipped");
        let asks =
            |name: &str, minor| profile.asks(catalogue::find(name).expect("it is a rule"), minor);
        for (name, since) in [("kept-capabilities", 22), ("unset-seccomp", 19)] {
            assert!(asks(name, since) && !asks(name, since - 1), "{name}");
        }
        assert!(asks("privileged-container", 1) && asks("syntax-error", 1));
        let strict = find("strict").expect("it is shipped");
        assert!(strict.asks(catalogue::find("kept-capabilities").expect("it is a rule"), 1));
    }

    #[test]
    fn a_broken_file_is_reported_in_every_profile() {
        let entry = catalogue::find("syntax-error").expect("it is a rule");
        assert!(all().all(|it| it.level(entry).is_some()));
    }
}
