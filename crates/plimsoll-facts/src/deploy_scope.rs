//! What is deployed together, and what of it nobody saw.
//!
//! A Compose project, a namespace as a folder, a kustomization or a stream brings it. Whether
//! something is missing can be said only within one of these, and only where nothing that could
//! hold it was left out.

use std::fmt;

use plimsoll_diagnostics::{FileId, Span};

/// What ties the parts of a scope together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScopeKind {
    /// A Compose file with its overrides and all that it includes.
    ComposeProject,
    /// What one kustomization puts together.
    Kustomization,
    /// The manifests of a folder that no kustomization puts together.
    Folder,
    /// What came through standard input.
    Stream,
}

impl ScopeKind {
    /// The name as messages put it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ComposeProject => "Compose project",
            Self::Kustomization => "kustomization",
            Self::Folder => "folder",
            Self::Stream => "stream",
        }
    }
}

/// Something that belongs to a scope, or can, and was not seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeGap {
    /// The file that says so.
    pub path: String,
    /// The place in it, where there is one.
    pub at: Option<Span>,
    /// What it is, in the style of a message.
    pub message: String,
}

/// What is deployed together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeployScope {
    /// What ties it together.
    pub kind: ScopeKind,
    /// The path of its first file, or of its folder; `.` for the current one.
    pub place: String,
    /// The namespace, where its objects name one (Kubernetes).
    pub namespace: Option<String>,
    /// The files that its subjects are written in, in their order.
    pub files: Vec<FileId>,
    /// What was not seen of it.
    pub gaps: Vec<ScopeGap>,
}

impl DeployScope {
    /// Whether everything that belongs to it was seen, as far as the files show: only then is it
    /// certain that something is missing from it.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.gaps.is_empty()
    }
}

impl fmt::Display for DeployScope {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(namespace) = &self.namespace {
            write!(f, "namespace `{namespace}` of the ")?;
        }
        write!(f, "{} `{}`", self.kind.as_str(), self.place)
    }
}
