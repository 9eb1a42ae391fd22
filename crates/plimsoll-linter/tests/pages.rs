//! Every page of the catalogue, run as a test.

use plimsoll_linter::rules::{RuleRef, catalogue};
use plimsoll_testkit::{broken_promises, examples, failures, restyled};

fn rules() -> impl Iterator<Item = RuleRef> {
    catalogue::all().map(RuleRef::from)
}

#[test]
fn rules_find_what_their_pages_say() {
    let failures: Vec<String> = rules().flat_map(|rule| failures(&rule)).collect();
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn rules_keep_their_word() {
    let broken: Vec<String> = rules().flat_map(|rule| broken_promises(&rule)).collect();
    assert!(broken.is_empty(), "{} broken promises\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn nearly_every_example_is_also_judged_in_other_styles() {
    let pages: Vec<RuleRef> = rules().collect();
    let examples: Vec<_> = pages.iter().flat_map(|rule| examples(rule.page())).collect();
    let texts: Vec<&str> =
        examples.iter().flat_map(|it| &it.files).map(|it| it.text.as_str()).collect();
    let is_rewritten = |text: &&&str| restyled(text).iter().any(|(it, _)| *it == "in flow style");
    let rewritten = texts.iter().filter(is_rewritten).count();
    assert!(rewritten * 10 > texts.len() * 8, "{rewritten} of {}", texts.len());
}
