//! Any text is read without a panic, and what is said about it is about places in it.

use plimsoll_config::{Config, Loader};
use proptest::prelude::*;

struct One(String);

impl Loader for One {
    fn load(&self, _: &str) -> Result<String, String> {
        Ok(self.0.clone())
    }

    fn exists(&self, _: &str) -> bool {
        true
    }
}

fn is_in_order(text: String) {
    let config = Config::load("/r/plimsoll.toml", &One(text));
    for problem in &config.problems {
        let Some(place) = problem.at else { continue };
        let source = &config.source(place.source).text;
        assert!(source.get(place.at.to_usize()).is_some(), "{problem:?} in {source:?}");
        assert!(!config.shown(place).is_empty());
    }
    for it in &config.overrides {
        assert!(config.source(it.place.source).text.get(it.place.at.to_usize()).is_some());
    }
}

/// Lines that a configuration could hold, whole and damaged.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("[[overrides]]".to_owned()),
        Just("[rules]".to_owned()),
        Just("[parameters]".to_owned()),
        "(extends|files|locked|exclude|roles) = \\[?('|\")?[a-zé.*!/{}\\[\\]]{0,8}('|\")?\\]?",
        "(root-user|until|kubernetes-version|rules) = (off|'off'|2027-0[0-9]-3[0-9]|1\\.[0-9]{1,2}|\\{ ?)",
        "\\PC{0,20}",
    ]
}

proptest! {
    #[test]
    fn any_text_is_read(text in "(\u{feff})?\\PC{0,80}") {
        is_in_order(text);
    }

    #[test]
    fn any_lines_are_read(lines in prop::collection::vec(line(), 0..12), is_windows: bool) {
        is_in_order(lines.join(if is_windows { "\r\n" } else { "\n" }));
    }
}
