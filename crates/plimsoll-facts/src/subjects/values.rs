//! The values of facts. Each type's `Display` is what dumps and policies show.

use std::fmt;

use plimsoll_syntax::image::{Reference, is_placeholder};

/// Who a process runs as.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum User {
    /// User or group 0, by number or as `root`.
    Root,
    /// Another number.
    Id(u64),
    /// A name that the image's `/etc/passwd` gives a number.
    Named(String),
    /// Whatever the image says.
    FromImage,
}

/// Whose kernel namespace something is in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Namespace {
    /// Its own.
    Private,
    /// Its host's.
    Host,
    /// That of the named Compose service.
    Service(String),
    /// That of the named container, which the project does not declare.
    Container(String),
    /// Its own, open to others that ask (Compose `ipc: shareable`).
    Shareable,
    /// The network of the engine that every container can join (Compose `network_mode: bridge`).
    Bridge,
    /// None at all (Compose `network_mode: none`).
    None,
    /// What the engine or the cluster is set up to do.
    PlatformDefault,
    /// Something that an extension of the platform defines.
    Other(String),
}

/// What confines a process: a seccomp filter or an AppArmor profile.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Confinement {
    /// The profile that the container runtime brings.
    RuntimeDefault,
    /// Nothing.
    Unconfined,
    /// A profile on the host, by name or path.
    Profile(String),
}

/// A capability in a list, as the platform reads it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct AddedCapability {
    /// The name in upper case without `CAP_`: `SYS_ADMIN`, `ALL`.
    pub name: String,
    /// The spelling in the file.
    pub written: String,
    /// Whether the kernel has a capability of this name.
    pub is_known: bool,
}

/// A kernel parameter and its value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sysctl {
    /// The name with dots: `net.ipv4.ip_forward`.
    pub name: String,
    /// The value as written.
    pub value: String,
}

/// An annotation: a key with its value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Annotation {
    /// The key: `container.apparmor.security.beta.kubernetes.io/app`.
    pub key: String,
    /// The value: `runtime/default`.
    pub value: Redacted,
}

/// An upper or lower bound on a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// There is none.
    Unset,
    /// This many thousandths of the unit that the fact names.
    Milli(i128),
}

/// The permissions of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mode(pub u64);

/// What happens when a container ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Restart {
    /// Nothing.
    Never,
    /// It is started again after a failure.
    OnFailure,
    /// It is started again.
    Always,
    /// It is started again unless a person stopped it.
    UnlessStopped,
}

/// How a platform finds out that a container works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HealthCheck {
    /// It does not, as far as the files show.
    Missing,
    /// The file turns off the check that the image may have.
    Disabled,
    /// The file declares a check.
    Declared,
}

/// The parts of an image reference.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ImageReference {
    /// The host with its port; `docker.io` where the reference names none.
    pub registry: String,
    /// The path without the registry: `library/redis`.
    pub repository: String,
    /// The tag.
    pub tag: Option<String>,
    /// The digest, `sha256:…`.
    pub digest: Option<String>,
    /// The reference as written.
    pub written: String,
    /// Whether it is a stand-in that somebody has to replace: `<PINNED_TAG>`.
    pub is_placeholder: bool,
}

impl ImageReference {
    /// The parts of `written`, which reads as `reference`.
    #[must_use]
    pub fn new(written: &str, reference: &Reference<'_>) -> Self {
        Self {
            registry: reference.registry().to_owned(),
            repository: reference.repository().into_owned(),
            tag: reference.tag.map(|tag| tag.text().to_owned()),
            digest: reference.digest.map(|digest| digest.to_string()),
            written: written.to_owned(),
            is_placeholder: is_placeholder(written),
        }
    }

    /// A text such as `app:<tag>`, which is no reference before somebody has filled it in.
    #[must_use]
    pub fn stand_in(written: &str) -> Self {
        Self {
            registry: String::new(),
            repository: String::new(),
            tag: None,
            digest: None,
            written: written.to_owned(),
            is_placeholder: true,
        }
    }

    /// The last part of the repository: `redis` of `docker.io/library/redis:7`.
    #[must_use]
    pub fn name(&self) -> &str {
        self.repository.rsplit('/').next().unwrap_or("")
    }
}

/// What kind of thing is mounted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MountKind {
    /// A path of the host.
    HostPath,
    /// A volume with a name that outlives the container.
    Volume,
    /// A volume without a name.
    Anonymous,
    /// Memory.
    Tmpfs,
    /// A directory that lives as long as the pod (Kubernetes `emptyDir` on disk).
    EmptyDir,
    /// The content of an image.
    Image,
    /// A Windows named pipe.
    NamedPipe,
    /// A secret.
    Secret,
    /// Configuration from the platform.
    Config,
    /// A service account token.
    Token,
    /// Another kind, by the platform's name for it.
    Other(String),
}

/// Whether mounts cross the border of a container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Propagation {
    /// They do not.
    Private,
    /// Mounts of the host appear in the container.
    HostToContainer,
    /// Mounts made in the container appear on the host too.
    Bidirectional,
}

/// The addresses of a host on which something listens.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Interface {
    /// All of them.
    Every,
    /// This one, which only the host itself can reach.
    Loopback(String),
    /// This one.
    Address(String),
    /// None: its networks have no way out.
    Nowhere,
}

impl Interface {
    /// Whether other machines than the host can reach it.
    #[must_use]
    pub const fn is_reachable(&self) -> bool {
        matches!(self, Self::Every | Self::Address(_))
    }
}

/// A range of numbers, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NumberRange {
    /// The first.
    pub first: u32,
    /// The last; equal to the first for a single number.
    pub last: u32,
}

impl NumberRange {
    /// A single number.
    #[must_use]
    pub const fn single(number: u32) -> Self {
        Self { first: number, last: number }
    }

    /// Whether `number` is in the range.
    #[must_use]
    pub const fn contains(self, number: u32) -> bool {
        self.first <= number && number <= self.last
    }
}

/// A transport protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
    /// SCTP.
    Sctp,
}

/// A text that may be a secret: rules can look at it, nothing prints it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Redacted {
    /// The text.
    text: String,
    /// Whether [`fmt::Display`] hides it.
    hidden: bool,
}

impl Redacted {
    /// `text`, hidden from every output if it looks like a secret.
    #[must_use]
    pub fn new(text: impl Into<String>, hidden: bool) -> Self {
        Self { text: text.into(), hidden }
    }

    /// Whether every output hides it.
    #[must_use]
    pub const fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// The text, for judging it; it must not reach any output.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.hidden { "<redacted>" } else { &self.text })
    }
}

impl fmt::Debug for Redacted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for User {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => f.write_str("root"),
            Self::Id(id) => write!(f, "{id}"),
            Self::Named(name) => write!(f, "name {name}"),
            Self::FromImage => f.write_str("from image"),
        }
    }
}

impl fmt::Display for Namespace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Private => f.write_str("private"),
            Self::Host => f.write_str("host"),
            Self::Service(name) => write!(f, "service {name}"),
            Self::Container(name) => write!(f, "container {name}"),
            Self::Shareable => f.write_str("shareable"),
            Self::Bridge => f.write_str("bridge"),
            Self::None => f.write_str("none"),
            Self::PlatformDefault => f.write_str("platform default"),
            Self::Other(name) => write!(f, "other {name}"),
        }
    }
}

impl fmt::Display for Confinement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::RuntimeDefault => f.write_str("runtime default"),
            Self::Unconfined => f.write_str("unconfined"),
            Self::Profile(profile) => write!(f, "profile {profile}"),
        }
    }
}

impl fmt::Display for AddedCapability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl fmt::Display for Sysctl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.name, self.value)
    }
}

impl fmt::Display for Annotation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}={}", self.key, self.value)
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unset => f.write_str("unset"),
            Self::Milli(milli) if milli % 1000 == 0 => write!(f, "{}", milli / 1000),
            Self::Milli(milli) => write!(f, "{milli}m"),
        }
    }
}

impl fmt::Display for Mode {
    /// In octal: `0644`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04o}", self.0)
    }
}

impl fmt::Display for Restart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Never => "never",
            Self::OnFailure => "on failure",
            Self::Always => "always",
            Self::UnlessStopped => "unless stopped",
        })
    }
}

impl fmt::Display for HealthCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Missing => "missing",
            Self::Disabled => "disabled",
            Self::Declared => "declared",
        })
    }
}

impl fmt::Display for ImageReference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl fmt::Display for MountKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::HostPath => "host path",
            Self::Volume => "volume",
            Self::Anonymous => "anonymous volume",
            Self::Tmpfs => "tmpfs",
            Self::EmptyDir => "empty directory",
            Self::Image => "image",
            Self::NamedPipe => "named pipe",
            Self::Secret => "secret",
            Self::Config => "config",
            Self::Token => "token",
            Self::Other(kind) => kind,
        })
    }
}

impl fmt::Display for Propagation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Private => "private",
            Self::HostToContainer => "host to container",
            Self::Bidirectional => "bidirectional",
        })
    }
}

impl fmt::Display for Interface {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every => f.write_str("every"),
            Self::Loopback(_) => f.write_str("loopback"),
            Self::Address(address) => f.write_str(address),
            Self::Nowhere => f.write_str("nowhere"),
        }
    }
}

impl fmt::Display for NumberRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.first == self.last {
            return write!(f, "{}", self.first);
        }
        write!(f, "{}-{}", self.first, self.last)
    }
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Tcp => "tcp",
            Self::Udp => "udp",
            Self::Sctp => "sctp",
        })
    }
}
