//! Any text is read without a panic, and every range lies on character boundaries.

#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll_yaml::parse;

fuzz_target!(|text: &str| {
    let parse = parse(text);
    for (_, node) in parse.tree.nodes() {
        assert!(text.get(node.range.to_usize()).is_some());
    }
    for error in &parse.errors {
        assert!(text.get(error.at.to_usize()).is_some());
    }
});
