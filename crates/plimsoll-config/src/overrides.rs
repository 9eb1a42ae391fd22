//! Levels that hold for a part of a project.

use std::collections::BTreeMap;

use plimsoll_diagnostics::{Date, Level, Term};

use crate::{
    document::{self, Conditions},
    path::below,
    pattern::NamePatterns,
    source::Place,
};

/// What a finding is about; `None` for what does not apply to it.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// The absolute path of the file that it is in.
    pub path: &'a str,
    /// The Compose service or the Kubernetes object, by name.
    pub workload: Option<&'a str>,
    /// The container, by name.
    pub container: Option<&'a str>,
    /// The kind of the object; `ComposeService` for a service.
    pub kind: Option<&'a str>,
    /// The Kubernetes namespace.
    pub namespace: Option<&'a str>,
    /// The image as written.
    pub image: Option<&'a str>,
    /// The role of the container: `main`, `init`, `sidecar`, `ephemeral`.
    pub role: Option<&'a str>,
    /// Whether the workload is a test that runs on demand.
    pub is_test: bool,
}

/// One of the `[[overrides]]`.
#[derive(Clone, Debug)]
pub struct Override {
    /// Where it is written.
    pub place: Place,
    /// Why, in the author's words.
    pub because: Option<String>,
    /// The last day on which it holds.
    pub until: Option<Date>,
    /// The rules that it is about; `None` switches a rule off.
    pub rules: BTreeMap<String, Option<Level>>,
    /// The folder that its file patterns are relative to.
    reach: String,
    when: Conditions,
}

impl Override {
    pub(crate) fn new(
        place: Place,
        reach: String,
        it: document::Override,
        rules: BTreeMap<String, Option<Level>>,
    ) -> Self {
        Self { place, because: it.because, until: it.until, rules, reach, when: it.when }
    }

    /// What it says about the rule: nothing, off (`Some(None)`) or a level.
    #[must_use]
    pub fn choice(&self, rule: &str) -> Option<Option<Level>> {
        self.rules.get(rule).copied()
    }

    /// How its last day stands to `today`.
    #[must_use]
    pub fn term(&self, today: Option<Date>) -> Term {
        Term::of(self.until, today)
    }

    /// Whether it can hold somewhere in the file at the absolute `path`.
    #[must_use]
    pub fn may_hold_in(&self, path: &str) -> bool {
        self.when.files.as_ref().is_none_or(|patterns| {
            below(path, &self.reach).is_some_and(|path| patterns.contain(path))
        })
    }

    /// Whether all its conditions hold.
    #[must_use]
    pub fn holds_for(&self, about: &About<'_>) -> bool {
        let named = |patterns: &Option<NamePatterns>, name: Option<&str>| match patterns {
            Some(patterns) => name.is_some_and(|name| patterns.contain(name)),
            None => true,
        };
        let when = &self.when;
        let is_of_kind = when.kinds.as_ref().is_none_or(|kinds| {
            about
                .kind
                .is_some_and(|kind| kinds.iter().any(|it| it.value.eq_ignore_ascii_case(kind)))
        });
        let has_role = when.roles.as_ref().is_none_or(|roles| {
            roles
                .iter()
                .any(|it| Some(it.as_str()) == about.role || (it == "test" && about.is_test))
        });
        self.may_hold_in(about.path)
            && is_of_kind
            && has_role
            && named(&when.workloads, about.workload)
            && named(&when.containers, about.container)
            && named(&when.namespaces, about.namespace)
            && named(&when.images, about.image)
    }
}
