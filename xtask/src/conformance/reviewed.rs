//! What people decided about differences, kept beside the tests with a reason each.

use std::{collections::BTreeMap, fs, path::Path};

use anyhow::{Context, Result};
use serde::Deserialize;

/// The reviewed decisions about one tool.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Reviewed {
    /// The ids of rules that the cases call by other names.
    #[serde(default)]
    pub(super) ids: BTreeMap<String, String>,
    #[serde(default)]
    differs: Vec<Differs>,
    #[serde(default)]
    unmapped: Vec<Unmapped>,
}

/// Cases of one rule on which plimsoll decides otherwise: their names, or what several of them
/// begin with and a `*`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Differs {
    rule: String,
    cases: Vec<String>,
    reason: String,
}

/// Whether `pattern` stands for the case called `name`.
pub(super) fn stands_for(pattern: &str, name: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => name.starts_with(start),
        None => name == pattern,
    }
}

/// Rules that no rule of plimsoll answers.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Unmapped {
    reason: String,
    rules: Vec<String>,
}

impl Reviewed {
    /// Reads the decisions about the tool with this folder; none where there is no file.
    ///
    /// # Errors
    ///
    /// If the file is malformed.
    pub(super) fn read(root: &Path, folder: &str) -> Result<Self> {
        let path = root.join("testdata/conformance").join(format!("{folder}.toml"));
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = fs::read_to_string(&path)?;
        toml::from_str(&text).with_context(|| path.display().to_string())
    }

    /// Why the case is decided otherwise, where that was reviewed.
    pub(super) fn reason(&self, rule: &str, case: &str) -> Option<&str> {
        let found = self
            .differs
            .iter()
            .find(|it| it.rule == rule && it.cases.iter().any(|it| stands_for(it, case)));
        found.map(|it| &*it.reason)
    }

    /// Why no rule answers this one, where that was reviewed.
    pub(super) fn why_unmapped(&self, rule: &str) -> Option<&str> {
        let found = self.unmapped.iter().find(|it| it.rules.iter().any(|it| it == rule));
        found.map(|it| &*it.reason)
    }

    /// Every reviewed difference: a rule, and a pattern for its cases.
    pub(super) fn differing(&self) -> impl Iterator<Item = (&str, &str)> {
        self.differs.iter().flat_map(|it| it.cases.iter().map(|case| (&*it.rule, &**case)))
    }

    /// Every rule that was said to be unmapped.
    pub(super) fn unmapped(&self) -> impl Iterator<Item = &str> {
        self.unmapped.iter().flat_map(|it| &it.rules).map(String::as_str)
    }
}
