//! Mounts of Compose, short syntax: `[SOURCE:]TARGET[:OPTION,…]`.
//!
//! Follows the specification's chapter *Volumes* and the loader's treatment of the odd cases: a
//! drive letter keeps its colon, `${…}` is not cut, and an option that the loader does not know
//! is dropped in silence, so that `:RO` mounts read-write. Whether a host path exists, or a named
//! volume is declared, is not known here.

use std::fmt;

use super::{
    Part, SyntaxError,
    interpolation::holds_variable,
    path::{clean_path, has_drive, windows_to_slashes},
};

/// One mount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount<'a> {
    /// What is mounted; `None` for an anonymous volume.
    pub source: Option<Part<'a>>,
    /// Where it is mounted in the container, as written.
    pub target: Part<'a>,
    /// The options, each with its place.
    pub options: Vec<(MountOption, Part<'a>)>,
    /// What kind of mount it is.
    pub kind: MountKind,
}

/// What kind of mount the source makes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MountKind {
    /// A path of the host.
    Bind,
    /// A volume with a name.
    Named,
    /// A volume without a name.
    Anonymous,
    /// A named pipe of a Windows host.
    NamedPipe,
    /// The source starts with a variable.
    Unknown,
}

/// One option of a mount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MountOption {
    /// `ro`
    ReadOnly,
    /// `rw`
    ReadWrite,
    /// `nocopy`
    NoCopy,
    /// `private`, `shared`, …
    Propagation(Propagation),
    /// `z`: the label is shared by containers.
    SelinuxShared,
    /// `Z`: the label is the container's own.
    SelinuxPrivate,
    /// `cached`, `delegated`, `consistent`: known once to Docker Desktop, without effect today.
    Inert,
    /// It holds a variable.
    Variable,
    /// Nothing that Compose knows: dropped in silence.
    Unknown,
}

/// How mounts made later travel between host and container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names are those of mount(8)")]
pub enum Propagation {
    Private,
    RPrivate,
    Shared,
    RShared,
    Slave,
    RSlave,
}

/// Why a text is no mount.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum VolumeError {
    /// No text.
    Empty,
    /// Nothing between two colons, or at an end.
    EmptyField,
    /// More than source, target and options.
    TooManyFields,
}

impl fmt::Display for VolumeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "is empty",
            Self::EmptyField => "has nothing between two colons",
            Self::TooManyFields => "has more fields than source, target and options",
        })
    }
}

/// Reads a mount.
///
/// # Errors
///
/// The first field that Compose refuses.
pub fn parse(text: &str) -> Result<Mount<'_>, SyntaxError<VolumeError>> {
    let whole = Part::whole(text);
    if text.is_empty() {
        return Err(SyntaxError::new(VolumeError::Empty, whole.range()));
    }
    let anonymous =
        |target| Mount { source: None, target, options: Vec::new(), kind: MountKind::Anonymous };
    if text.len() <= 2 {
        return Ok(anonymous(whole));
    }
    let fields = split_fields(whole)?;
    let (source, target, options) = match fields {
        [Some(target), None, None] => return Ok(anonymous(target)),
        [Some(source), Some(target), options] => (source, target, options),
        _ => return Err(SyntaxError::new(VolumeError::EmptyField, whole.range())),
    };
    let options = options.map_or_else(Vec::new, |options| {
        options.split(',').map(|it| (MountOption::read(it.text()), it)).collect()
    });
    Ok(Mount { source: Some(source), target, options, kind: kind_of_source(source.text()) })
}

/// Cuts at the colons that are neither inside `${…}` nor behind a drive letter.
fn split_fields(whole: Part<'_>) -> Result<[Option<Part<'_>>; 3], SyntaxError<VolumeError>> {
    let mut fields = [None; 3];
    let mut count = 0;
    let mut start = 0;
    let mut depth = 0usize;
    let mut previous = ' ';
    let ends = whole.text().char_indices().chain([(whole.text().len(), '\0')]);
    for (at, character) in ends {
        let at_end = at == whole.text().len();
        match character {
            '{' if previous == '$' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let is_drive = at - start == previous.len_utf8() && previous.is_alphabetic();
        previous = character;
        // An unclosed variable swallows the rest, as one field.
        if !at_end && (character != ':' || depth > 0 || is_drive) {
            continue;
        }
        let field = whole.sub(start, at);
        if field.is_empty() {
            return Err(SyntaxError::new(VolumeError::EmptyField, field.range()));
        }
        let Some(slot) = fields.get_mut(count) else {
            let rest = whole.after(start);
            return Err(SyntaxError::new(VolumeError::TooManyFields, rest.range()));
        };
        *slot = Some(field);
        count += 1;
        start = at + 1;
    }
    Ok(fields)
}

/// The kind of mount that `source` makes in the short syntax.
#[must_use]
pub fn kind_of_source(source: &str) -> MountKind {
    if windows_to_slashes(source).is_some_and(|path| path.starts_with("//./pipe/")) {
        return MountKind::NamedPipe;
    }
    if source.starts_with(['.', '/', '~']) || source.starts_with("\\\\") || has_drive(source) {
        return MountKind::Bind;
    }
    if source.starts_with('$') && holds_variable(source) {
        return MountKind::Unknown;
    }
    MountKind::Named
}

impl MountOption {
    /// The option that `text` is.
    #[must_use]
    pub fn read(text: &str) -> Self {
        match text {
            "ro" => Self::ReadOnly,
            "rw" => Self::ReadWrite,
            "nocopy" => Self::NoCopy,
            "private" => Self::Propagation(Propagation::Private),
            "rprivate" => Self::Propagation(Propagation::RPrivate),
            "shared" => Self::Propagation(Propagation::Shared),
            "rshared" => Self::Propagation(Propagation::RShared),
            "slave" => Self::Propagation(Propagation::Slave),
            "rslave" => Self::Propagation(Propagation::RSlave),
            "z" => Self::SelinuxShared,
            "Z" => Self::SelinuxPrivate,
            "cached" | "delegated" | "consistent" => Self::Inert,
            _ if holds_variable(text) => Self::Variable,
            _ => Self::Unknown,
        }
    }
}

/// The option that the author of the unknown option `text` most likely meant: `readonly` and `RO`
/// mean `ro`.
#[must_use]
pub fn meant_option(text: &str) -> Option<&'static str> {
    let plain: String = text
        .trim()
        .chars()
        .filter(|it| !matches!(it, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect();
    Some(match plain.as_str() {
        "ro" | "r" | "read" | "readonly" | "readonly=true" | "readonly:true" | "r0" => "ro",
        "rw" | "w" | "write" | "readwrite" | "wr" => "rw",
        "nocopy" => "nocopy",
        "private" => "private",
        "rprivate" => "rprivate",
        "shared" => "shared",
        "rshared" => "rshared",
        "slave" => "slave",
        "rslave" => "rslave",
        _ => return None,
    })
}

impl<'a> Mount<'a> {
    /// Whether it is mounted read-only: the last of `ro` and `rw` wins; `None` while a variable
    /// among the options could decide.
    #[must_use]
    pub fn read_only(&self) -> Option<bool> {
        for (option, _) in self.options.iter().rev() {
            match option {
                MountOption::ReadOnly => return Some(true),
                MountOption::ReadWrite => return Some(false),
                MountOption::Variable => return None,
                _ => {}
            }
        }
        Some(false)
    }

    /// The propagation, where one is written: the last one wins.
    #[must_use]
    pub fn propagation(&self) -> Option<(Propagation, Part<'a>)> {
        self.options.iter().rev().find_map(|(option, part)| match option {
            MountOption::Propagation(propagation) => Some((*propagation, *part)),
            _ => None,
        })
    }

    /// The options that Compose drops in silence.
    pub fn unknown_options(&self) -> impl Iterator<Item = Part<'a>> {
        let unknown = self.options.iter().filter(|(it, _)| *it == MountOption::Unknown);
        unknown.map(|(_, part)| *part)
    }

    /// The target as Compose hands it on: cleaned, where it is a path of a Linux container.
    #[must_use]
    pub fn clean_target(&self) -> String {
        let target = self.target.text();
        if target.starts_with('/') && !holds_variable(target) {
            return clean_path(target);
        }
        target.to_owned()
    }
}

impl Propagation {
    /// Whether mounts made in the container show up on the host.
    #[must_use]
    pub const fn reaches_host(self) -> bool {
        matches!(self, Self::Shared | Self::RShared)
    }

    /// The name in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::RPrivate => "rprivate",
            Self::Shared => "shared",
            Self::RShared => "rshared",
            Self::Slave => "slave",
            Self::RSlave => "rslave",
        }
    }
}

impl fmt::Display for Mount<'_> {
    /// The specification, as written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(source) = self.source {
            write!(f, "{source}:")?;
        }
        self.target.fmt(f)?;
        for (index, (_, option)) in self.options.iter().enumerate() {
            write!(f, "{}{option}", if index == 0 { ":" } else { "," })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
