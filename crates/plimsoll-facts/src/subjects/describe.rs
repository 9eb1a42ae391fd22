//! How the values of facts look in policies.

use plimsoll_diagnostics::Reaction;

use crate::{
    datum::{Datum, Describe, Field, Shape},
    site::ViaKind,
    subjects::{
        AddedCapability, Annotation, Confinement, ContainerId, DefectKind, Direction, HealthCheck,
        ImageReference, Interface, Limit, Mode, MountKind, Namespace, NumberRange, ObjectId, Peer,
        Principal, ProbeKind, Propagation, Protocol, Redacted, Repair, Restart, Role, SettingKind,
        Sysctl, User, WorkloadId, WorkloadKind,
    },
    version::Versions,
};

/// Enumerations without content: each variant is a word.
macro_rules! words {
    ($($type:ty { $($variant:ident => $word:literal),+ $(,)? })+) => {$(
        impl Describe for $type {
            const SHAPE: Shape = Shape::Word(&[$($word),+]);

            fn datum(&self) -> Datum {
                Datum::text(match self {
                    $(Self::$variant => $word,)+
                })
            }
        }
    )+};
}

words! {
    Role { Main => "main", Init => "init", Sidecar => "sidecar", Ephemeral => "ephemeral" }
    Restart {
        Never => "never", OnFailure => "on-failure", Always => "always",
        UnlessStopped => "unless-stopped",
    }
    HealthCheck { Missing => "missing", Disabled => "disabled", Declared => "declared" }
    Propagation {
        Private => "private", HostToContainer => "host-to-container",
        Bidirectional => "bidirectional",
    }
    ProbeKind {
        Liveness => "liveness", Readiness => "readiness", Startup => "startup",
        PostStart => "post-start", PreStop => "pre-stop",
    }
    Protocol { Tcp => "tcp", Udp => "udp", Sctp => "sctp" }
    DefectKind {
        WrongType => "wrong-type", Missing => "missing", InvalidValue => "invalid-value", Expression => "expression",
        Conflict => "conflict", Undefined => "undefined", Open => "open",
        Duplicate => "duplicate", Shadowed => "shadowed",
        Cycle => "cycle", Ineffective => "ineffective",
    }
    SettingKind {
        Label => "label", BuildArgument => "build-argument",
        InlineDockerfile => "inline-dockerfile", LogOption => "log-option",
        DriverOption => "driver-option", ConfigContent => "config-content",
    }
    ViaKind {
        Alias => "alias", MergeKey => "merge-key", Extends => "extends", Include => "include",
        Override => "override", Patch => "patch",
    }
    Direction { Ingress => "ingress", Egress => "egress" }
}

macro_rules! ids {
    ($($id:ty => $kind:literal),*) => {$(
        impl Describe for $id {
            const SHAPE: Shape = Shape::Subject($kind);

            fn datum(&self) -> Datum {
                Datum::Subject($kind, self.index())
            }
        }
    )*};
}
ids!(ObjectId => "object", WorkloadId => "workload", ContainerId => "container");

const fn kind(words: &'static [&'static str]) -> Field {
    Field::new("kind", Shape::Word(words))
}

const NAME: Field = Field::new("name", Shape::Text);

fn named(kind: &str, name: &str) -> Datum {
    Datum::Record(vec![("kind", Datum::text(kind)), ("name", Datum::text(name))])
}

impl Describe for User {
    const SHAPE: Shape = Shape::Record(&[
        kind(&["root", "id", "name", "from-image"]),
        Field::new("id", Shape::Optional(&Shape::Number)),
        NAME,
    ]);

    fn datum(&self) -> Datum {
        let (kind, id, name) = match self {
            Self::Root => ("root", Datum::Int(0), "root"),
            Self::Id(id) => ("id", Datum::int(*id), ""),
            Self::Named(name) => ("name", Datum::Null, name.as_str()),
            Self::FromImage => ("from-image", Datum::Null, ""),
        };
        Datum::Record(vec![("kind", Datum::text(kind)), ("id", id), ("name", Datum::text(name))])
    }
}

/// The title; what it changes is no policy's business.
impl Describe for Repair {
    const SHAPE: Shape = Shape::Text;

    fn datum(&self) -> Datum {
        Datum::text(&self.title)
    }
}

impl Describe for Reaction {
    const SHAPE: Shape = Shape::Word(&["refuses", "fails", "drops", "warns"]);

    fn datum(&self) -> Datum {
        Datum::text(self.as_str())
    }
}

/// As text: `1.28 to 1.33`.
impl Describe for Versions {
    const SHAPE: Shape = Shape::Text;

    fn datum(&self) -> Datum {
        Datum::text(self.to_string())
    }
}

impl Describe for Namespace {
    const SHAPE: Shape = Shape::Record(&[
        kind(&[
            "private",
            "host",
            "service",
            "container",
            "shareable",
            "bridge",
            "none",
            "platform-default",
            "other",
        ]),
        NAME,
    ]);

    fn datum(&self) -> Datum {
        match self {
            Self::Private => named("private", ""),
            Self::Host => named("host", ""),
            Self::Service(name) => named("service", name),
            Self::Container(name) => named("container", name),
            Self::Shareable => named("shareable", ""),
            Self::Bridge => named("bridge", ""),
            Self::None => named("none", ""),
            Self::PlatformDefault => named("platform-default", ""),
            Self::Other(name) => named("other", name),
        }
    }
}

impl Describe for Confinement {
    const SHAPE: Shape =
        Shape::Record(&[kind(&["runtime-default", "unconfined", "profile"]), NAME]);

    fn datum(&self) -> Datum {
        match self {
            Self::RuntimeDefault => named("runtime-default", ""),
            Self::Unconfined => named("unconfined", ""),
            Self::Profile(name) => named("profile", name),
        }
    }
}

impl Describe for WorkloadKind {
    const SHAPE: Shape =
        Shape::Record(&[kind(&["service", "pod", "controller", "job", "template"]), NAME]);

    fn datum(&self) -> Datum {
        match self {
            Self::Service => named("service", "service"),
            Self::Pod => named("pod", "Pod"),
            Self::Controller(name) => named("controller", name),
            Self::Job(name) => named("job", name),
            Self::Template(name) => named("template", name),
        }
    }
}

impl Describe for AddedCapability {
    const SHAPE: Shape = Shape::Text;

    fn datum(&self) -> Datum {
        Datum::text(&self.name)
    }
}

impl Describe for Sysctl {
    const SHAPE: Shape = Shape::Record(&[NAME, Field::new("value", Shape::Text)]);

    fn datum(&self) -> Datum {
        Datum::Record(vec![("name", Datum::text(&self.name)), ("value", Datum::text(&self.value))])
    }
}

impl Describe for Annotation {
    const SHAPE: Shape =
        Shape::Record(&[Field::new("key", Shape::Text), Field::new("value", Shape::Text)]);

    fn datum(&self) -> Datum {
        Datum::Record(vec![
            ("key", Datum::text(&self.key)),
            ("value", Datum::text(self.value.reveal())),
        ])
    }
}

impl Describe for Limit {
    const SHAPE: Shape = Shape::Optional(&Shape::Number);

    fn datum(&self) -> Datum {
        match self {
            Self::Unset => Datum::Null,
            Self::Milli(milli) if milli % 1000 == 0 => Datum::int(milli / 1000),
            #[expect(clippy::cast_precision_loss, reason = "thousandths of a core are few")]
            Self::Milli(milli) => Datum::Float(*milli as f64 / 1000.0),
        }
    }
}

impl Describe for Mode {
    const SHAPE: Shape = Shape::Number;

    fn datum(&self) -> Datum {
        Datum::int(self.0)
    }
}

impl Describe for ImageReference {
    const SHAPE: Shape = Shape::Record(&[
        Field::new("registry", Shape::Text),
        Field::new("repository", Shape::Text),
        NAME,
        Field::new("tag", Shape::Text),
        Field::new("digest", Shape::Text),
        Field::new("written", Shape::Text),
        Field::new("is_placeholder", Shape::Bool),
    ]);

    fn datum(&self) -> Datum {
        let optional = |it: &Option<String>| Datum::text(it.as_deref().unwrap_or(""));
        Datum::Record(vec![
            ("registry", Datum::text(&self.registry)),
            ("repository", Datum::text(&self.repository)),
            ("name", Datum::text(self.name())),
            ("tag", optional(&self.tag)),
            ("digest", optional(&self.digest)),
            ("written", Datum::text(&self.written)),
            ("is_placeholder", Datum::Bool(self.is_placeholder)),
        ])
    }
}

impl Describe for MountKind {
    const SHAPE: Shape = Shape::Text;

    fn datum(&self) -> Datum {
        Datum::text(match self {
            Self::HostPath => "host-path",
            Self::Volume => "volume",
            Self::Anonymous => "anonymous-volume",
            Self::Tmpfs => "tmpfs",
            Self::EmptyDir => "empty-directory",
            Self::Image => "image",
            Self::NamedPipe => "named-pipe",
            Self::Secret => "secret",
            Self::Config => "config",
            Self::Token => "token",
            Self::Other(kind) => kind,
        })
    }
}

impl Describe for Interface {
    const SHAPE: Shape = Shape::Record(&[
        kind(&["every", "loopback", "address", "nowhere"]),
        Field::new("address", Shape::Text),
    ]);

    fn datum(&self) -> Datum {
        let (kind, address) = match self {
            Self::Every => ("every", ""),
            Self::Loopback(address) => ("loopback", address.as_str()),
            Self::Address(address) => ("address", address.as_str()),
            Self::Nowhere => ("nowhere", ""),
        };
        Datum::Record(vec![("kind", Datum::text(kind)), ("address", Datum::text(address))])
    }
}

impl Describe for NumberRange {
    const SHAPE: Shape =
        Shape::Record(&[Field::new("first", Shape::Number), Field::new("last", Shape::Number)]);

    fn datum(&self) -> Datum {
        Datum::Record(vec![("first", Datum::int(self.first)), ("last", Datum::int(self.last))])
    }
}

impl Describe for Redacted {
    const SHAPE: Shape = Shape::Text;

    /// The text itself: a policy judges it, and its message shows it as `Display` does.
    fn datum(&self) -> Datum {
        Datum::text(self.reveal())
    }
}

impl Describe for Peer {
    const SHAPE: Shape = Shape::Record(&[
        kind(&["addresses", "pods", "namespaces", "pods-of-namespaces"]),
        Field::new("is_every", Shape::Bool),
        Field::new("cidr", Shape::Text),
    ]);

    fn datum(&self) -> Datum {
        let (kind, is_every, cidr) = match self {
            Self::Addresses { cidr, .. } => ("addresses", self.is_every_address(), cidr.as_str()),
            Self::Pods { is_every } => ("pods", *is_every, ""),
            Self::Namespaces { is_every } => ("namespaces", *is_every, ""),
            Self::PodsOfNamespaces => ("pods-of-namespaces", false, ""),
        };
        Datum::Record(vec![
            ("kind", Datum::text(kind)),
            ("is_every", Datum::Bool(is_every)),
            ("cidr", Datum::text(cidr)),
        ])
    }
}

impl Describe for Principal {
    const SHAPE: Shape = Shape::Record(&[
        kind(&["User", "Group", "ServiceAccount"]),
        NAME,
        Field::new("namespace", Shape::Text),
    ]);

    fn datum(&self) -> Datum {
        Datum::Record(vec![
            ("kind", Datum::text(&self.kind)),
            ("name", Datum::text(&self.name)),
            ("namespace", Datum::text(&self.namespace)),
        ])
    }
}
