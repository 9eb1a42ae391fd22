//! The rules that a run can know: the catalogue, and what was added to it.

use std::{collections::HashMap, fmt};

use crate::{catalogue, rule::RuleRef};

/// Rules by their names, former names included.
#[derive(Clone, Debug)]
pub struct RuleSet {
    rules: Vec<RuleRef>,
    /// Positions in `rules`.
    by_name: HashMap<String, usize>,
}

impl Default for RuleSet {
    fn default() -> Self {
        Self::catalogue()
    }
}

impl RuleSet {
    /// The rules of the catalogue.
    #[must_use]
    pub fn catalogue() -> Self {
        let mut set = Self { rules: Vec::new(), by_name: HashMap::new() };
        catalogue::all().map(RuleRef::from).for_each(|rule| set.push(rule));
        set
    }

    /// Adds a rule that is not in the catalogue.
    ///
    /// # Errors
    ///
    /// Where another rule has the name.
    pub fn add(&mut self, rule: RuleRef) -> Result<(), NameTaken> {
        if self.by_name.contains_key(rule.name()) {
            return Err(NameTaken(rule.name().to_owned()));
        }
        self.push(rule);
        Ok(())
    }

    fn push(&mut self, rule: RuleRef) {
        let at = self.rules.len();
        for name in rule.formerly() {
            self.by_name.entry((*name).to_owned()).or_insert(at);
        }
        self.by_name.insert(rule.name().to_owned(), at);
        self.rules.push(rule);
    }

    /// Every rule, those of the catalogue first.
    pub fn iter(&self) -> std::slice::Iter<'_, RuleRef> {
        self.rules.iter()
    }

    /// The rule with this name, present or former.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&RuleRef> {
        self.rules.get(*self.by_name.get(name)?)
    }

    /// The rules that others know as `id`, whatever its case: a check of another tool, a section of
    /// a benchmark.
    pub fn known_as(&self, id: &str) -> impl Iterator<Item = &RuleRef> {
        self.rules
            .iter()
            .filter(move |rule| rule.controls().any(|it| it.id.eq_ignore_ascii_case(id)))
    }
}

impl<'s> IntoIterator for &'s RuleSet {
    type Item = &'s RuleRef;
    type IntoIter = std::slice::Iter<'s, RuleRef>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// A rule was added whose name another one has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameTaken(pub String);

impl fmt::Display for NameTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is the name of another rule", self.0)
    }
}

impl std::error::Error for NameTaken {}
