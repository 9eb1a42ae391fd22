//! What a container can read and write, on its own filesystem and on its host.

use crate::rule::Entry;

mod executable_tmpfs;
mod host_device;
mod host_path_mount;
mod host_path_volume_object;
mod mount_propagation;
mod removed_volume;
mod runtime_socket_mount;
mod sensitive_host_path;
mod unknown_mount_option;
mod unlimited_memory_volume;
mod unrestricted_volume;
mod writable_host_path;
mod writable_root_filesystem;

pub(super) static RULES: &[Entry] = entries!["filesystem": executable_tmpfs, host_device, host_path_mount, host_path_volume_object, mount_propagation, removed_volume, runtime_socket_mount, sensitive_host_path, unknown_mount_option, unlimited_memory_volume, unrestricted_volume, writable_host_path, writable_root_filesystem];
