//! Where the code comes from, and whether it is the same code tomorrow.

use crate::rule::Entry;

mod abandoned_component;
mod cluster_dashboard;
mod floating_tag;
mod frozen_registry;
mod missing_digest;
mod placeholder_image;
mod unchecked_image;
mod untrusted_registry;

pub(super) static RULES: &[Entry] = entries!["images": abandoned_component, cluster_dashboard, floating_tag, frozen_registry, missing_digest, placeholder_image, unchecked_image, untrusted_registry];
