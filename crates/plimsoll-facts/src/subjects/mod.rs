//! The things that rules are about, and the facts about each.
//!
//! A Compose service is one [`Workload`] with one [`Container`]; a pod template is one workload
//! with several. What a platform does not have is [`Fact::Inapplicable`](crate::Fact::Inapplicable)
//! there. Each doc comment is user documentation: dumps and policies show it.

mod account;
mod availability;
mod build;
mod config_data;
mod constraint;
mod container;
mod defect;
mod describe;
mod document;
mod gateway;
mod grant;
mod hook;
mod image;
mod kubelet;
mod lists;
mod mount;
mod namespace;
mod network;
mod network_policy;
mod port;
mod reference;
mod scheduling;
mod selector;
mod service;
mod setting;
mod storage;
mod values;
mod variable;
mod volume;
mod weakening;
mod webhook;
mod workload;

pub use account::ServiceAccount;
pub use availability::{Autoscaler, DisruptionBudget, Probe, ProbeKind};
pub use build::Build;
pub use config_data::{ConfigData, DataEntry};
pub use constraint::{EncryptedResources, ImagePolicy, PodConstraints};
pub use container::{Container, Role};
pub use defect::{Defect, DefectKind, Repair};
pub use document::{Object, UnknownField, VersionedField, WrongType};
pub use gateway::{Listener, ReferenceGrant};
pub use grant::{Aggregation, Binding, Grant, Principal};
pub use hook::Hook;
pub use image::Image;
pub use kubelet::Kubelet;
pub use lists::{Gap, KINDS, Kind, Subjects};
pub use mount::Mount;
pub use namespace::ClusterNamespace;
pub use network::Network;
pub use network_policy::{Direction, NetworkPolicy, Peer, PolicyRule};
pub use port::Port;
pub use reference::Reference;
pub use scheduling::{ContainerPort, CountOrPercent, PortReference, Toleration, TopologyTerm};
pub use selector::{Label, Requirement, Selector};
pub use service::{Ingress, IngressRoute, Service, ServicePort};
pub use setting::{Setting, SettingKind};
pub use storage::{PersistentVolume, VolumeClaim};
pub use values::{
    AddedCapability, Annotation, Confinement, HealthCheck, ImageReference, Interface, Limit, Mode,
    MountKind, Namespace, NumberRange, Propagation, Protocol, Redacted, Restart, Sysctl, User,
};
pub use variable::Variable;
pub use volume::Volume;
pub use weakening::Weakening;
pub use webhook::Webhook;
pub use workload::{Workload, WorkloadKind};

/// Declares the index types of the project's lists.
macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $id:ident,)*) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $id(pub u32);

        impl $id {
            /// The position in the project's list, from zero.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// An [`Object`] of a project.
    ObjectId,
    /// A [`Workload`] of a project.
    WorkloadId,
    /// A [`Container`] of a project.
    ContainerId,
}
