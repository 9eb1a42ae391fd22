//! Named texts that a file hands on as they are.

use std::fmt;

use crate::{
    subject::subject,
    subjects::{ObjectId, Redacted},
};

/// What a named text is handed to, and so who can read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SettingKind {
    /// A label or an annotation of a container, a network, a volume or an image.
    Label,
    /// An argument of a build, which stays in the history of the image.
    BuildArgument,
    /// A variable or an argument in a Dockerfile that stands in the file.
    InlineDockerfile,
    /// An option of the driver that takes a container's output.
    LogOption,
    /// An option of the driver of a volume or a network.
    DriverOption,
    /// A line of the content of a config.
    ConfigContent,
}

impl SettingKind {
    /// What it is, as messages call it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::BuildArgument => "build argument",
            Self::InlineDockerfile => "inline Dockerfile",
            Self::LogOption => "log option",
            Self::DriverOption => "driver option",
            Self::ConfigContent => "config",
        }
    }
}

impl fmt::Display for SettingKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

subject! {
    /// A named text that a Compose file hands on as it is: a label, a build argument, an option of a driver.
    Setting as "setting" {
        /// The file that it stands in.
        object -> ObjectId,
        /// What it is handed to.
        kind -> SettingKind,
        ---
        /// The text; never shown where it looks like a secret.
        value: Redacted,
    }
}
