//! Where the code comes from, and whether it is the same code tomorrow.

use crate::rule::Entry;

mod floating_tag;
mod missing_digest;
mod placeholder_image;
mod untrusted_registry;

pub(super) static RULES: &[Entry] =
    entries!["images": floating_tag, missing_digest, placeholder_image, untrusted_registry];
