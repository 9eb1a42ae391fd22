//! What a container can read and write, on its own filesystem and on its host.

use plimsoll_model::{
    subjects::{Mount, MountKind},
    syntax::host_path::{Exposure, HostPath, host_path},
};

use crate::rule::Entry;

mod disclosing_host_path;
mod executable_tmpfs;
mod host_device;
mod host_path_mount;
mod host_path_volume_object;
mod host_root_mount;
mod inherited_mounts;
mod mount_propagation;
mod relabelled_host_path;
mod removed_volume;
mod runtime_socket_mount;
mod sensitive_host_path;
mod shared_writable_volume;
mod unbounded_tmpfs;
mod unknown_mount_option;
mod unlimited_memory_volume;
mod unrestricted_volume;
mod wide_device_rule;
mod writable_host_path;
mod writable_root_filesystem;

pub(super) static RULES: &[Entry] = entries!["filesystem": disclosing_host_path, executable_tmpfs, host_device, host_path_mount, host_path_volume_object, host_root_mount, inherited_mounts, mount_propagation, relabelled_host_path, removed_volume, runtime_socket_mount, sensitive_host_path, shared_writable_volume, unbounded_tmpfs, unknown_mount_option, unlimited_memory_volume, unrestricted_volume, wide_device_rule, writable_host_path, writable_root_filesystem];

/// The known place of its host that `mount` shows to the container: how it is written, which one it
/// is, and what the container gains by it.
fn shown_of_host(mount: &Mount) -> Option<(&String, &'static HostPath, Exposure)> {
    let source = mount.source.known().filter(|_| mount.kind == MountKind::HostPath)?;
    let place = host_path(source)?;
    Some((source, place, place.exposure(mount.read_only.is(true))))
}
