//! What a container can ask of the kernel that it shares with its host.

use crate::rule::Entry;

mod custom_selinux_label;
mod ineffective_seccomp_annotation;
mod missing_seccomp_profile;
mod unconfined_apparmor;
mod unconfined_seccomp;
mod unconfined_selinux;
mod unmasked_proc;
mod unmasked_proc_in_user_namespace;
mod unsafe_sysctl;
mod unset_seccomp;
mod writable_cgroups;

pub(super) static RULES: &[Entry] = entries!["kernel": custom_selinux_label, ineffective_seccomp_annotation, missing_seccomp_profile, unconfined_apparmor, unconfined_seccomp, unconfined_selinux, unmasked_proc, unmasked_proc_in_user_namespace, unsafe_sysctl, unset_seccomp, writable_cgroups];
