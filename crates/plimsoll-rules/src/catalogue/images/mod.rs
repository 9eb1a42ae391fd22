//! Where the code comes from, and whether it is the same code tomorrow.

use crate::rule::Entry;

mod abandoned_component;
mod cluster_dashboard;
mod floating_tag;
mod frozen_registry;
mod missing_digest;
mod moving_tag;
mod placeholder_image;
mod provider_program;
mod unchecked_image;
mod unpinned_hook_image;
mod unpinned_remote_file;
mod untrusted_registry;

pub(super) static RULES: &[Entry] = entries!["images": abandoned_component, cluster_dashboard, floating_tag, frozen_registry, missing_digest, moving_tag, placeholder_image, provider_program, unchecked_image, unpinned_hook_image, unpinned_remote_file, untrusted_registry];
