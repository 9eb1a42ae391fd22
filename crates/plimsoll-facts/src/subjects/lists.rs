//! Every subject of a project, in one list a kind.

use plimsoll_diagnostics::Span;

use crate::{
    deploy_scope::DeployScope,
    subject::{AnySubject, Identity, Shown, Subject},
    subjects::{
        Aggregation, Autoscaler, Binding, Build, ClusterNamespace, ConfigData, Container,
        ContainerId, DataEntry, Defect, DisruptionBudget, EncryptedResources, Grant, Hook, Image,
        ImagePolicy, Ingress, IngressRoute, Kubelet, Listener, Mount, Network, NetworkPolicy,
        Object, ObjectId, PersistentVolume, PodConstraints, PolicyRule, Port, Probe, Reference,
        ReferenceGrant, Service, ServiceAccount, ServicePort, Setting, UnknownField, Variable,
        VersionedField, Volume, VolumeClaim, Weakening, Webhook, Workload, WorkloadId, WrongType,
    },
    term::Term,
};

/// A kind of subject.
pub struct Kind {
    /// The name: `container`.
    pub name: &'static str,
    /// What it is, in Markdown.
    pub doc: &'static str,
    /// What can be asked about it, properties first.
    pub terms: fn() -> Vec<Term>,
    /// The number of them in a project.
    pub count: fn(&Subjects) -> usize,
    /// The one at this position.
    pub get: for<'p> fn(&'p Subjects, usize) -> Option<&'p dyn AnySubject>,
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name)
    }
}

impl Kind {
    /// All subjects of this kind, in their order.
    pub fn all<'p>(&self, subjects: &'p Subjects) -> impl Iterator<Item = &'p dyn AnySubject> {
        let get = self.get;
        (0..(self.count)(subjects)).filter_map(move |index| get(subjects, index))
    }
}

/// Something that the files refer to and that could not be looked at, so that a run without
/// findings is not a clean one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Where the files refer to it.
    pub at: Span,
    /// What they refer to, as written: a path, an address, or the key that needs something else.
    pub reference: String,
    /// What it is, in the style of a message.
    pub message: String,
}

/// How far the ids of subjects move when others are put in front of them.
struct Offsets {
    objects: u32,
    workloads: u32,
    containers: u32,
}

/// An id, or what may be one.
trait Link {
    fn shift(&mut self, by: &Offsets);
}

impl Link for ObjectId {
    fn shift(&mut self, by: &Offsets) {
        self.0 += by.objects;
    }
}

impl Link for WorkloadId {
    fn shift(&mut self, by: &Offsets) {
        self.0 += by.workloads;
    }
}

impl Link for ContainerId {
    fn shift(&mut self, by: &Offsets) {
        self.0 += by.containers;
    }
}

impl<T: Link> Link for Option<T> {
    fn shift(&mut self, by: &Offsets) {
        if let Some(id) = self {
            id.shift(by);
        }
    }
}

impl<T: Link> Link for Vec<T> {
    fn shift(&mut self, by: &Offsets) {
        self.iter_mut().for_each(|id| id.shift(by));
    }
}

/// Declares the lists and the kinds, in the order in which facts are shown; the names in brackets are the
/// fields that hold ids of other subjects.
macro_rules! lists {
    ($( $(#[doc = $doc:literal])+ $list:ident : $subject:ident [$($link:ident)*], )*) => {
        /// The subjects of some files. Ids count from the start of each list.
        #[derive(Clone, Debug, Default)]
        pub struct Subjects {
            $( $(#[doc = $doc])+ pub $list: Vec<$subject>, )*
            /// What could not be looked at.
            pub gaps: Vec<Gap>,
            /// What is deployed together, and what was not seen of it.
            pub scopes: Vec<DeployScope>,
            /// Names that objects get or had beside their own, by which others may refer to them.
            pub other_names: Vec<(ObjectId, String)>,
        }

        impl Subjects {
            /// Makes room for `times` as many subjects of each kind as there are.
            pub fn reserve(&mut self, times: usize) {
                $( self.$list.reserve_exact(self.$list.len().saturating_mul(times)); )*
            }

            /// Adds the subjects of other files; their ids are moved behind those that are here.
            pub fn append(&mut self, other: Self) {
                if [$( self.$list.is_empty() ),*].iter().all(|it| *it) {
                    let gaps = std::mem::take(&mut self.gaps);
                    let scopes = std::mem::take(&mut self.scopes);
                    *self = other;
                    self.gaps.splice(0..0, gaps);
                    self.scopes.splice(0..0, scopes);
                    return;
                }
                let length = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
                let by = Offsets {
                    objects: length(self.objects.len()),
                    workloads: length(self.workloads.len()),
                    containers: length(self.containers.len()),
                };
                $( self.$list.extend(other.$list.into_iter().map(|it| {
                    #[allow(unused_mut, reason = "not every subject refers to another")]
                    let mut it = it;
                    $( it.$link.shift(&by); )*
                    it
                })); )*
                self.gaps.extend(other.gaps);
                self.scopes.extend(other.scopes);
                self.other_names.extend(other.other_names.into_iter().map(|(mut object, name)| {
                    object.shift(&by);
                    (object, name)
                }));
            }
        }

        /// Every kind of subject, owners before what they own.
        pub static KINDS: &[Kind] = &[$(Kind {
            name: <$subject as Subject>::KIND,
            doc: <$subject as Subject>::DOC,
            terms: <$subject as Subject>::terms,
            count: |subjects| subjects.$list.len(),
            get: |subjects, index| Some(subjects.$list.get(index)?),
        }),*];
    };
}

lists! {
    /// Objects.
    objects: Object [],
    /// Workloads.
    workloads: Workload [object],
    /// Volumes.
    volumes: Volume [workload],
    /// Containers.
    containers: Container [workload],
    /// Images.
    images: Image [container],
    /// Mounts.
    mounts: Mount [container],
    /// Ports.
    ports: Port [container],
    /// Variables.
    variables: Variable [container],
    /// Probes and lifecycle hooks.
    probes: Probe [container],
    /// Namespaces of clusters.
    namespaces: ClusterNamespace [object],
    /// Service accounts.
    service_accounts: ServiceAccount [object],
    /// Rules of roles.
    grants: Grant [object],
    /// Roles that are put together from others.
    aggregations: Aggregation [object],
    /// Who has which role.
    bindings: Binding [object],
    /// Services.
    services: Service [object],
    /// Ports of services.
    service_ports: ServicePort [object],
    /// Ingresses.
    ingresses: Ingress [object],
    /// Ways through ingresses.
    ingress_routes: IngressRoute [object],
    /// Listeners of gateways.
    listeners: Listener [object],
    /// Grants for references from other namespaces.
    reference_grants: ReferenceGrant [object],
    /// Network policies.
    network_policies: NetworkPolicy [object],
    /// Rules of network policies.
    policy_rules: PolicyRule [object],
    /// Disruption budgets.
    disruption_budgets: DisruptionBudget [object workloads],
    /// Autoscalers.
    autoscalers: Autoscaler [object workload],
    /// Configuration and secrets.
    config_data: ConfigData [object],
    /// What they hold.
    data_entries: DataEntry [object],
    /// Persistent volumes.
    persistent_volumes: PersistentVolume [object],
    /// Claims of persistent volumes.
    volume_claims: VolumeClaim [object],
    /// Webhooks of the API server.
    webhooks: Webhook [object],
    /// What security context constraints allow.
    pod_constraints: PodConstraints [object],
    /// Where policies let images come from.
    image_policies: ImagePolicy [object],
    /// How the API server stores resources.
    encrypted_resources: EncryptedResources [object],
    /// Configurations of kubelets.
    kubelets: Kubelet [object],
    /// Keys that the platform does not know.
    unknown_fields: UnknownField [],
    /// Values of the wrong type.
    wrong_types: WrongType [],
    /// Fields that not every version has.
    versioned_fields: VersionedField [],
    /// Names that stand for other objects.
    references: Reference [object],
    /// Commands at points of a container's life.
    hooks: Hook [container],
    /// How images are built.
    builds: Build [container],
    /// Named texts.
    settings: Setting [object],
    /// Networks between containers.
    networks: Network [object],
    /// What the platform refuses.
    defects: Defect [],
    /// Protection that is taken away.
    weakenings: Weakening [],
}

impl Subjects {
    /// Every subject with its kind and its facts, in a fixed order.
    pub fn all_facts(&self) -> impl Iterator<Item = (&'static str, &Identity, Vec<Shown<'_>>)> {
        KINDS
            .iter()
            .flat_map(|kind| kind.all(self))
            .map(|it| (it.kind(), it.identity(), it.facts()))
    }
}
