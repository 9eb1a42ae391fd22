//! The agent of every node: its configuration, and its command line where a pod runs it.

use crate::rule::Entry;

mod allow_all_kubelet_authorization;
mod anonymous_kubelet_requests;
mod lasting_kubelet_certificate;
mod open_kubelet_port;

pub(super) static RULES: &[Entry] = entries!["kubelet": allow_all_kubelet_authorization, anonymous_kubelet_requests, lasting_kubelet_certificate, open_kubelet_port];
