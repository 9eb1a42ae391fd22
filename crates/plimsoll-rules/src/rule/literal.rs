//! What a rule is: data about it, and one function from a subject to findings.

use plimsoll_diagnostics::{Reaction, Safety, Severity};
use plimsoll_model::{
    File, Project,
    subjects::{
        Aggregation, Autoscaler, Binding, Build, ClusterNamespace, ConfigData, Container,
        DataEntry, Defect, DisruptionBudget, EncryptedResources, Grant, Hook, Image, ImagePolicy,
        Ingress, IngressRoute, Kubelet, Listener, Mount, Network, NetworkPolicy, Object,
        PersistentVolume, PodConstraints, PolicyRule, Port, Probe, Reference, ReferenceGrant,
        Service, ServiceAccount, ServicePort, Setting, UnknownField, Variable, VersionedField,
        Volume, VolumeClaim, Weakening, Webhook, Workload, WrongType,
    },
};

use super::Context;
use crate::control::{Authority, Control};

/// One rule. Its page, the Markdown file beside it, says what and why.
#[derive(Debug)]
pub struct Rule {
    /// The offence in kebab case; reads well after "allow": `privileged-container`.
    pub name: &'static str,
    /// The same as a sentence: lower case, no full stop.
    pub summary: &'static str,
    /// What it means when somebody uses it; see the table on [`Severity`] in the crate's front page.
    pub severity: Severity,
    /// The version that it appeared in.
    pub since: &'static str,
    /// Whether it can be relied on.
    pub maturity: Maturity,
    /// What the platform usually makes of it; `None` where the setting is in force as written. A
    /// finding can say another ([`Draft::platform`](crate::Draft::platform)).
    pub platform: Option<Reaction>,
    /// Whether the `recommended` profile holds it: it has a concrete attack or a standard behind it.
    pub is_recommended: bool,
    /// The standards and the rules of other tools that say the same.
    pub controls: &'static [Control],
    /// The most that its fixes do; `None` where it offers none.
    pub fix: Option<Safety>,
    /// Earlier names, which go on working in settings and suppressions.
    pub formerly: &'static [&'static str],
    /// Rules whose findings about the same subject, a part of it or the same item it makes redundant:
    /// what it says is true of all of the subject.
    pub supersedes: &'static [&'static str],
    /// Rules whose findings about the same item it makes redundant, and no others of the subject: one
    /// capability says nothing of the next one in the list.
    pub supersedes_item: &'static [&'static str],
    /// What it looks at.
    pub check: Check,
}

impl Rule {
    /// The values of a rule that states nothing.
    pub const UNSET: Self = Self {
        name: "",
        summary: "",
        severity: Severity::Medium,
        since: "",
        maturity: Maturity::Preview,
        platform: None,
        is_recommended: true,
        controls: &[],
        fix: None,
        formerly: &[],
        supersedes: &[],
        supersedes_item: &[],
        check: Check::Any(&[]),
    };

    /// Whether `authority` demands what the rule demands.
    #[must_use]
    pub fn answers(&self, authority: Authority) -> bool {
        self.controls.iter().any(|it| it.authority == authority)
    }
}

/// Whether a rule can be relied on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Maturity {
    /// Its findings may still change between minor versions.
    Preview,
    /// Its findings change only where they were wrong.
    Stable,
    /// Another rule takes its place.
    Deprecated {
        /// That rule.
        instead: &'static str,
    },
}

/// What a rule is about, and so how often it runs.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Check {
    /// Everything in sight, once.
    Project(fn(&Project, &mut Context<'_>)),
    /// The text and tree of one file.
    File(fn(&File, &mut Context<'_>)),
    /// A Kubernetes object, or the top level of a Compose file.
    Object(fn(&Object, &mut Context<'_>)),
    /// What is scheduled together: a pod template, a service.
    Workload(fn(&Workload, &mut Context<'_>)),
    /// One container.
    Container(fn(&Container, &mut Context<'_>)),
    /// The image of a container.
    Image(fn(&Image, &mut Context<'_>)),
    /// Something mounted into a container.
    Mount(fn(&Mount, &mut Context<'_>)),
    /// A volume that a pod declares.
    Volume(fn(&Volume, &mut Context<'_>)),
    /// A port that is open on the host.
    Port(fn(&Port, &mut Context<'_>)),
    /// An environment variable.
    Variable(fn(&Variable, &mut Context<'_>)),
    /// A Kubernetes namespace.
    Namespace(fn(&ClusterNamespace, &mut Context<'_>)),
    /// A rule of a Kubernetes role.
    Grant(fn(&Grant, &mut Context<'_>)),
    /// A Kubernetes role that is put together from others.
    Aggregation(fn(&Aggregation, &mut Context<'_>)),
    /// A binding of a Kubernetes role.
    Binding(fn(&Binding, &mut Context<'_>)),
    /// A Kubernetes network policy.
    NetworkPolicy(fn(&NetworkPolicy, &mut Context<'_>)),
    /// A rule of a Kubernetes network policy.
    PolicyRule(fn(&PolicyRule, &mut Context<'_>)),
    /// A probe or lifecycle hook of a container.
    Probe(fn(&Probe, &mut Context<'_>)),
    /// A Kubernetes service account.
    ServiceAccount(fn(&ServiceAccount, &mut Context<'_>)),
    /// A Kubernetes service.
    Service(fn(&Service, &mut Context<'_>)),
    /// A port of a Kubernetes service.
    ServicePort(fn(&ServicePort, &mut Context<'_>)),
    /// A Kubernetes ingress.
    Ingress(fn(&Ingress, &mut Context<'_>)),
    /// A way through a Kubernetes ingress: host, path and backend.
    IngressRoute(fn(&IngressRoute, &mut Context<'_>)),
    /// A listener of a Kubernetes gateway.
    Listener(fn(&Listener, &mut Context<'_>)),
    /// A grant for references from other namespaces (Gateway API).
    ReferenceGrant(fn(&ReferenceGrant, &mut Context<'_>)),
    /// What security context constraints allow (OpenShift).
    PodConstraints(fn(&PodConstraints, &mut Context<'_>)),
    /// Where a policy lets images come from (Gatekeeper).
    ImagePolicy(fn(&ImagePolicy, &mut Context<'_>)),
    /// How the API server of Kubernetes stores some resources.
    EncryptedResources(fn(&EncryptedResources, &mut Context<'_>)),
    /// A configuration of the agent of a Kubernetes node.
    Kubelet(fn(&Kubelet, &mut Context<'_>)),
    /// A Kubernetes disruption budget.
    DisruptionBudget(fn(&DisruptionBudget, &mut Context<'_>)),
    /// Something that changes the number of pods.
    Autoscaler(fn(&Autoscaler, &mut Context<'_>)),
    /// A Kubernetes `ConfigMap` or `Secret`.
    ConfigData(fn(&ConfigData, &mut Context<'_>)),
    /// An entry of a Kubernetes `ConfigMap` or `Secret`.
    DataEntry(fn(&DataEntry, &mut Context<'_>)),
    /// A Kubernetes persistent volume.
    PersistentVolume(fn(&PersistentVolume, &mut Context<'_>)),
    /// A claim of a Kubernetes persistent volume.
    VolumeClaim(fn(&VolumeClaim, &mut Context<'_>)),
    /// A webhook of the Kubernetes API server.
    Webhook(fn(&Webhook, &mut Context<'_>)),
    /// A name by which an object uses another one.
    Reference(fn(&Reference, &mut Context<'_>)),
    /// A value of the wrong type.
    WrongType(fn(&WrongType, &mut Context<'_>)),
    /// A field that not every version has.
    VersionedField(fn(&VersionedField, &mut Context<'_>)),
    /// A key that the platform does not know.
    UnknownField(fn(&UnknownField, &mut Context<'_>)),
    /// A command at a point of a container's life (Compose).
    Hook(fn(&Hook, &mut Context<'_>)),
    /// How an image is built (Compose).
    Build(fn(&Build, &mut Context<'_>)),
    /// A named text that the file hands on (Compose).
    Setting(fn(&Setting, &mut Context<'_>)),
    /// A network between containers (Compose).
    Network(fn(&Network, &mut Context<'_>)),
    /// Something that the platform refuses, or ignores without a word.
    Defect(fn(&Defect, &mut Context<'_>)),
    /// Protection that is taken away (Compose).
    Weakening(fn(&Weakening, &mut Context<'_>)),
    /// The rare rule about several kinds of thing.
    Any(&'static [Check]),
}

impl Check {
    /// Whether it walks over the project itself, so that only it can say what it judged.
    #[must_use]
    pub fn counts_itself(&self) -> bool {
        match self {
            Self::Project(_) => true,
            Self::Any(checks) => checks.iter().any(Self::counts_itself),
            _ => false,
        }
    }
}

/// A rule with its page.
#[derive(Debug)]
pub struct Entry {
    /// The rule.
    pub rule: &'static Rule,
    /// Its page in Markdown.
    pub page: &'static str,
    /// The folder it stands in: `privileges`.
    pub group: &'static str,
    /// Its source file relative to the crate: `src/catalogue/privileges/root_user.rs`.
    pub source: &'static str,
}
