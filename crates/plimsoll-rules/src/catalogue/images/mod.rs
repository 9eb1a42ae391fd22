//! Where the code comes from, and whether it is the same code tomorrow.

use crate::rule::Entry;

mod abandoned_component;
mod cluster_dashboard;
mod floating_tag;
mod frozen_registry;
mod missing_digest;
mod moving_tag;
mod open_repository_prefix;
mod placeholder_image;
mod provider_program;
mod stale_image;
mod unchecked_image;
mod unpinned_hook_image;
mod unpinned_remote_file;
mod untrusted_registry;
mod vulnerable_component;

pub(super) static RULES: &[Entry] = entries!["images": abandoned_component, cluster_dashboard, floating_tag, frozen_registry, missing_digest, moving_tag, open_repository_prefix, placeholder_image, provider_program, stale_image, unchecked_image, unpinned_hook_image, unpinned_remote_file, untrusted_registry, vulnerable_component];
