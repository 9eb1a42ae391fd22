//! What kind of file something is, and why we think so.

/// What a file is to plimsoll.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// A Compose file that stands on its own.
    ComposeFile,
    /// A Compose file that is merged over another one.
    ComposeOverride,
    /// Kubernetes objects, one or many, Lists included.
    Kubernetes,
    /// A file that lists what `kustomize build` puts together.
    Kustomization,
    /// A part of a Kubernetes object that is laid over another one.
    KustomizePatch,
    /// A template that something else turns into one of the above.
    Template,
    /// Something that plimsoll does not judge.
    Other,
}

impl Dialect {
    /// The name as messages put it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ComposeFile => "Compose file",
            Self::ComposeOverride => "Compose override",
            Self::Kubernetes => "Kubernetes manifest",
            Self::Kustomization => "kustomization",
            Self::KustomizePatch => "kustomize patch",
            Self::Template => "template",
            Self::Other => "other",
        }
    }

    /// Whether rules run on files of this kind.
    #[must_use]
    pub const fn is_judged(self) -> bool {
        matches!(
            self,
            Self::ComposeFile
                | Self::ComposeOverride
                | Self::Kubernetes
                | Self::Kustomization
                | Self::KustomizePatch
        )
    }

    /// Whether Docker Compose reads files of this kind.
    #[must_use]
    pub const fn is_compose(self) -> bool {
        matches!(self, Self::ComposeFile | Self::ComposeOverride)
    }

    /// Whether absence of a setting in files of this kind proves nothing.
    #[must_use]
    pub const fn is_partial(self) -> bool {
        matches!(self, Self::ComposeOverride | Self::KustomizePatch)
    }
}

/// What a file was recognised as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recognition {
    /// The kind.
    pub dialect: Dialect,
    /// The signals that led there, in the order in which they were found; lower case, no full
    /// stop: ``the name is `compose.yaml` ``, ``` `services` holds 3 mappings with `image` ```.
    pub because: Vec<String>,
    /// The documents, from zero, that are templates among others that are not: they are not judged.
    pub templates: Vec<u32>,
}

impl Recognition {
    /// A dialect with the signals that led there.
    #[must_use]
    pub const fn new(dialect: Dialect, because: Vec<String>) -> Self {
        Self { dialect, because, templates: Vec::new() }
    }
}
