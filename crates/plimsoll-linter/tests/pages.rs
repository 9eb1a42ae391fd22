//! Every page of the catalogue, run as a test.

use plimsoll_linter::rules::catalogue;
use plimsoll_testkit::{broken_promises, failures};

#[test]
fn rules_find_what_their_pages_say() {
    let failures: Vec<String> = catalogue::all().flat_map(failures).collect();
    assert!(failures.is_empty(), "{} failures\n\n{}", failures.len(), failures.join("\n\n"));
}

#[test]
fn rules_keep_their_word() {
    let broken: Vec<String> = catalogue::all().flat_map(broken_promises).collect();
    assert!(broken.is_empty(), "{} broken promises\n{}", broken.len(), broken.join("\n"));
}
