//! Findings that another program in the same editor shows already. Two marks under one word help
//! nobody, and which programs there are only the user and the editor know.

use plimsoll_linter::{Settings, model::Dialect};
use serde::Deserialize;

/// What every server for YAML says as well.
const BY_DEFAULT: [&str; 2] = ["syntax-error", "duplicate-key"];

/// Rules whose findings are not shown, by name; `compose:` or `kubernetes:` in front of a name
/// means files of that platform only.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(crate) struct Mute(Vec<String>);

impl Default for Mute {
    fn default() -> Self {
        Self(BY_DEFAULT.map(str::to_owned).to_vec())
    }
}

impl Mute {
    /// Whether findings of `rule` in files of this kind are left to others.
    pub(crate) fn takes(&self, rule: &str, dialect: Dialect) -> bool {
        let platform = if dialect.is_compose() { "compose" } else { "kubernetes" };
        self.0.iter().any(|it| match it.split_once(':') {
            Some((only, name)) => only == platform && name == rule,
            None => it == rule,
        })
    }

    /// What is wrong with it, in the style of a message.
    pub(crate) fn problems(&self, known: &Settings) -> Vec<String> {
        let wrong = self.0.iter().filter_map(|it| {
            let (platform, name) = it.split_once(':').unwrap_or(("compose", it));
            if !["compose", "kubernetes"].contains(&platform) {
                return Some(format!("`{platform}` in `plimsoll.mute` is no platform"));
            }
            if known.find(name).is_some() {
                return None;
            }
            let meant = known.nearest(name).map(|it| format!("; did you mean `{it}`?"));
            Some(format!(
                "`{name}` in `plimsoll.mute` is not a rule{}",
                meant.as_deref().unwrap_or("")
            ))
        });
        wrong.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mute(names: &[&str]) -> Mute {
        Mute(names.iter().map(|it| (*it).to_owned()).collect())
    }

    #[test]
    fn a_rule_is_left_to_others_everywhere_or_on_one_platform() {
        let mute = mute(&["syntax-error", "compose:wrong-type"]);
        let cases = [
            ("syntax-error", Dialect::Kubernetes, true),
            ("wrong-type", Dialect::ComposeOverride, true),
            ("wrong-type", Dialect::Kubernetes, false),
            ("unknown-field", Dialect::ComposeFile, false),
        ];
        for (rule, dialect, expected) in cases {
            assert_eq!(mute.takes(rule, dialect), expected, "{rule} {dialect:?}");
        }
    }

    #[test]
    fn a_name_that_is_none_is_told_with_what_was_meant() {
        let known = Settings::recommended();
        assert_eq!(Mute::default().problems(&known), Vec::<String>::new());
        assert_eq!(
            mute(&["sintax-error", "swarm:wrong-type"]).problems(&known),
            [
                "`sintax-error` in `plimsoll.mute` is not a rule; did you mean `syntax-error`?",
                "`swarm` in `plimsoll.mute` is no platform",
            ]
        );
    }
}
