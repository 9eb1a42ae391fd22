//! Which traffic a Kubernetes NetworkPolicy lets through.

use std::{fmt, net::Ipv4Addr};

use crate::{
    subject::subject,
    subjects::{NumberRange, ObjectId, Selector},
};

/// One end of the traffic that a rule of a network policy allows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Peer {
    /// Addresses, without some of them; in CIDR notation.
    Addresses {
        /// All.
        cidr: String,
        /// But these.
        except: Vec<String>,
    },
    /// Pods of the policy's own namespace, chosen by labels, or every one.
    Pods {
        /// Whether the selector is empty.
        is_every: bool,
    },
    /// Every pod of namespaces that are chosen by labels, or of every one.
    Namespaces {
        /// Whether the selector is empty.
        is_every: bool,
    },
    /// Pods that are chosen by labels in namespaces that are chosen by labels.
    PodsOfNamespaces,
}

impl Peer {
    /// Whether the IPv4 `address` is one of them; false for peers that are pods.
    #[must_use]
    pub fn holds_address(&self, address: Ipv4Addr) -> bool {
        let Self::Addresses { cidr, except } = self else { return false };
        covers(cidr, address) && !except.iter().any(|it| covers(it, address))
    }

    /// Whether they are all addresses of IPv4 or of IPv6.
    #[must_use]
    pub fn is_every_address(&self) -> bool {
        match self {
            Self::Addresses { cidr, except } => except.is_empty() && cidr.ends_with("/0"),
            _ => false,
        }
    }
}

/// Whether the IPv4 range `cidr` holds `address`; false for what is no such range.
fn covers(cidr: &str, address: Ipv4Addr) -> bool {
    let Some((network, length)) = cidr.split_once('/') else { return false };
    let (Ok(network), Ok(length)) = (network.parse::<Ipv4Addr>(), length.parse::<u32>()) else {
        return false;
    };
    let Some(host_bits) = 32u32.checked_sub(length) else { return false };
    let mask = u32::MAX.checked_shl(host_bits).unwrap_or(0);
    network.to_bits() & mask == address.to_bits() & mask
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Addresses { cidr, except } if except.is_empty() => f.write_str(cidr),
            Self::Addresses { cidr, except } => write!(f, "{cidr} but {}", except.join(" ")),
            Self::Pods { is_every: true } => f.write_str("every pod of the namespace"),
            Self::Pods { is_every: false } => f.write_str("some pods of the namespace"),
            Self::Namespaces { is_every: true } => f.write_str("every pod"),
            Self::Namespaces { is_every: false } => f.write_str("every pod of some namespaces"),
            Self::PodsOfNamespaces => f.write_str("some pods of some namespaces"),
        }
    }
}

/// Which way traffic goes, seen from the pods that a policy is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To them.
    Ingress,
    /// From them.
    Egress,
}

impl Direction {
    /// The word that `policyTypes` has for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ingress => "Ingress",
            Self::Egress => "Egress",
        }
    }
}

subject! {
    /// A Kubernetes `NetworkPolicy`: what it is for and which way it restricts.
    NetworkPolicy as "network-policy" {
        /// The object.
        object -> ObjectId,
        ---
        /// Whether it is for every pod of its namespace.
        is_for_every_pod: bool,
        /// The pods that it is for.
        selector: Selector,
        /// The workloads of these files that its selector chooses, by name; none is certain only if nothing else could be chosen.
        chosen: [String],
        /// What `policyTypes` says.
        types: [String],
        /// Whether it restricts traffic to its pods: what no rule allows is dropped.
        restricts_ingress: bool,
        /// Whether it restricts traffic from its pods; without `policyTypes` only if it has rules for it.
        restricts_egress: bool,
        /// The number of its rules for traffic to its pods.
        ingress_rules: u64,
        /// The number of its rules for traffic from its pods.
        egress_rules: u64,
    }
}

subject! {
    /// One rule of a Kubernetes `NetworkPolicy`: traffic with any of the peers on any of the ports is allowed.
    PolicyRule as "policy-rule" {
        /// The policy.
        object -> ObjectId,
        /// Which way the traffic goes.
        direction -> Direction,
        ---
        /// Whether the policy restricts that way at all, so that the rule counts.
        enforced: bool,
        /// With whom; none means with anybody.
        peers: [Peer],
        /// On which ports of the receiving side; none means all.
        ports: [NumberRange],
    }
}
