//! Every page of the catalogue, run as a test.

use plimsoll_linter::rules::{RuleRef, catalogue};
use plimsoll_testkit::{broken_promises, failures};

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
