//! How much a block may ask for.

use regex::{Regex, RegexBuilder};

/// The longest block, in bytes.
pub const MAX_SOURCE: usize = 8 * 1024;

/// The most comprehensions (`all`, `exists`, `filter`, …) inside each other.
pub const MAX_NESTING: usize = 3;

/// The most steps through lists that one evaluation takes.
pub const MAX_STEPS: u64 = 100_000;

/// The largest compiled regular expression, in bytes.
const MAX_REGEX: usize = 256 * 1024;

/// The pattern, if it is one that does not take too much memory.
///
/// # Errors
///
/// What is wrong with it.
pub(crate) fn regex(pattern: &str) -> Result<Regex, regex::Error> {
    RegexBuilder::new(pattern).size_limit(MAX_REGEX).build()
}
