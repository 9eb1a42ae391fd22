//! Any text is judged without a panic, and what was fixed once is not fixed again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll_linter::{Linter, Scope, Settings, fix};

fuzz_target!(|text: &str| {
    let linter = Linter::new(Settings::all());
    let report = linter.check_text("compose.yaml", text);
    if let Some(changed) = fix(&linter, &report, Scope::Hardening).files.first() {
        let again = linter.check_text("compose.yaml", &changed.text);
        assert!(fix(&linter, &again, Scope::Hardening).files.is_empty());
    }
});
