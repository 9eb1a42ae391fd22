//! Texts for property tests.

use plimsoll_diagnostics::TextRange;
use proptest::prelude::*;

/// Texts that look like the small languages of Compose and Kubernetes, and texts that do not.
pub(super) fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zA-Z0-9:/@.,=$\\{\\}\\[\\]<>?+ _~\"'\\\\-]{0,40}",
        "(\\$|\\{|\\}|:|-|[AB]){0,30}",
        "[0-9kKmMgGiIbBeEhs.+-]{0,12}",
        any::<String>(),
    ]
}

/// Asserts that `range` can be cut out of `text`.
pub(super) fn assert_sliceable(text: &str, range: TextRange) {
    assert!(text.get(range.to_usize()).is_some(), "{range:?} does not fit {text:?}");
}
