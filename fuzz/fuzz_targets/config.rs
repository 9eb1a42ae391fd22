//! Any text is read as a configuration and as a baseline without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll_linter::{Baseline, Settings};

fuzz_target!(|text: &str| {
    let _ = Settings::from_toml(text);
    if let Ok(baseline) = Baseline::parse(text) {
        assert_eq!(Baseline::parse(&baseline.render()), Ok(baseline));
    }
});
