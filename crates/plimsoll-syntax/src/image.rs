//! Image references: `[registry/]path[:tag][@algorithm:digest]`.
//!
//! The grammar is that of the distribution project's `reference` package, which engines and
//! Kubernetes share, with the digest rules of the OCI image specification. A reference says
//! nothing about whether the image exists or what is in it.

use std::{borrow::Cow, fmt};

use plimsoll_diagnostics::TextRange;

use super::{Part, SyntaxError, placeholder};

mod tag;

pub use tag::{Precision, TagKind, tag_kind};

/// The registry of a reference that names none.
pub const DEFAULT_REGISTRY: &str = "docker.io";

/// The longest repository, registry included, in bytes.
const MAX_REPOSITORY: usize = 255;
/// The longest tag in bytes.
const MAX_TAG: usize = 128;

/// A valid image reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference<'a> {
    /// The registry with its port, where one is written.
    pub domain: Option<Part<'a>>,
    /// The path in the registry, as written.
    pub path: Part<'a>,
    /// The tag.
    pub tag: Option<Part<'a>>,
    /// The digest, with its algorithm.
    pub digest: Option<Digest<'a>>,
}

/// The content address of an image: `sha256:…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest<'a> {
    /// The algorithm: `sha256`, `sha512`, or one that this parser does not know.
    pub algorithm: Part<'a>,
    /// The digits, in lower-case hexadecimal.
    pub hex: Part<'a>,
}

/// Why a text is no image reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ImageError {
    /// No text.
    Empty,
    /// White space in it or around it.
    Whitespace,
    /// `https://` or another scheme in front.
    Scheme,
    /// A registry that is neither a host name nor an address, or has an invalid port.
    InvalidRegistry,
    /// Upper-case letters in the path.
    UppercaseRepository,
    /// No path: nothing before the tag, or two slashes in a row.
    EmptyPathComponent,
    /// A path component with characters or separators that are not allowed.
    InvalidPath,
    /// More than 255 bytes of registry and path.
    TooLong,
    /// 64 hexadecimal digits alone: an image id.
    ImageId,
    /// A colon without a tag.
    EmptyTag,
    /// A tag with characters that are not allowed, or more than 128 of them.
    InvalidTag,
    /// Text after `@` that is not `algorithm:digits`.
    InvalidDigest,
    /// A digest with too few or too many digits for its algorithm.
    DigestLength {
        /// How many digits the algorithm has.
        expected: usize,
        /// How many there are.
        found: usize,
    },
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Empty => "is empty",
            Self::Whitespace => "has white space in it",
            Self::Scheme => "starts with a URL scheme, which an image reference does not have",
            Self::InvalidRegistry => "has an invalid registry",
            Self::UppercaseRepository => "has upper-case letters in the repository",
            Self::EmptyPathComponent => "has an empty path component",
            Self::InvalidPath => "has an invalid repository path",
            Self::TooLong => "has a repository of more than 255 bytes",
            Self::ImageId => "is an image id, not a repository",
            Self::EmptyTag => "has a colon without a tag after it",
            Self::InvalidTag => "has an invalid tag",
            Self::InvalidDigest => "has an invalid digest",
            Self::DigestLength { expected, found } => {
                return write!(f, "has a digest of {found} digits instead of {expected}");
            }
        })
    }
}

/// Reads an image reference.
///
/// # Errors
///
/// The first part, from the left, that an engine refuses.
pub fn parse(text: &str) -> Result<Reference<'_>, SyntaxError<ImageError>> {
    let whole = Part::whole(text);
    let fail = |kind, part: Part<'_>| Err(SyntaxError::new(kind, part.range()));
    if text.is_empty() {
        return fail(ImageError::Empty, whole);
    }
    if let Some((at, space)) = text.char_indices().find(|(_, it)| it.is_whitespace()) {
        return fail(ImageError::Whitespace, whole.sub(at, at + space.len_utf8()));
    }
    if let Some(at) = text.find("://") {
        return fail(ImageError::Scheme, whole.before(at + 3));
    }
    let (named, digest) = match whole.split_once('@') {
        Some((named, digest)) => (named, Some(digest)),
        None => (whole, None),
    };
    let last_component = named.text().rfind('/').map_or(0, |at| at + 1);
    let colon = named.after(last_component).text().find(':').map(|at| last_component + at);
    let (repository, tag) = match colon {
        Some(at) => (named.before(at), Some(named.after(at + 1))),
        None => (named, None),
    };
    let (domain, path) = match repository.split_once('/') {
        Some((domain, path)) if is_domain(domain.text()) => (Some(domain), path),
        _ => (None, repository),
    };
    if let Some(domain) = domain.filter(|it| !is_valid_domain(it.text())) {
        return fail(ImageError::InvalidRegistry, domain);
    }
    check_path(path)?;
    if repository.text().len() > MAX_REPOSITORY {
        return fail(ImageError::TooLong, repository);
    }
    if domain.is_none() && path.text().len() == 64 && path.text().bytes().all(is_hex) {
        return fail(ImageError::ImageId, path);
    }
    if let Some(tag) = tag {
        check_tag(tag)?;
    }
    let digest = digest.map(parse_digest).transpose()?;
    Ok(Reference { domain, path, tag, digest })
}

/// Whether `text` waits for somebody to put the reference in, or a part of it: `<image>`,
/// `app:CHANGEME`, `app:{{ tag }}`, `app:PINNED_TAG`, `app:x.y.z`.
///
/// Hosts like `registry.example.com` do not count: nothing is known against a mirror of that name in
/// somebody's network, and texts that explain use it.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    // No reference has brackets or braces, so they are what is left of some template.
    let has_gap = ["{", "<", "$(", "[["].iter().any(|it| text.contains(it));
    if has_gap || placeholder::is_placeholder_name(text) {
        return true;
    }
    let (named, _) = text.split_once('@').unwrap_or((text, ""));
    let repository = named.rfind('/').map_or(0, |at| at + 1);
    let (last, tag) = named[repository..].split_once(':').unwrap_or((&named[repository..], ""));
    let path = || named[..repository].split('/').chain([last]);
    // A path has no upper-case letters: `PROJECT_ID` waits for somebody to put theirs in.
    let is_shouted = |it: &str| it.len() > 2 && it.bytes().all(is_shouting) && it.contains('_');
    path().any(is_shouted)
        || path().chain([tag]).filter(|it| !it.is_empty()).any(is_placeholder_component)
}

const fn is_shouting(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte == b'_'
}

fn is_placeholder_component(component: &str) -> bool {
    const WORDS: &[&str] = &["changeme", "change-me", "change_me", "x.y.z", "x.y", "vx.y.z"];
    if WORDS.iter().any(|it| component.eq_ignore_ascii_case(it)) {
        return true;
    }
    // `PINNED_TAG`, `IMAGE_VERSION`: a shell variable's name without its dollar.
    if component.bytes().all(is_shouting) {
        let mut words = component.split('_');
        if words.any(|it| matches!(it, "TAG" | "VERSION" | "IMAGE" | "DIGEST" | "SHA")) {
            return true;
        }
    }
    // `none` and `null` are words of real repositories and branches.
    component.len() > 4 && placeholder::is_placeholder_name(component)
        || component.eq_ignore_ascii_case("todo")
        || component.eq_ignore_ascii_case("xxx")
}

/// Whether what stands before the first slash names a registry rather than a directory.
fn is_domain(text: &str) -> bool {
    text.contains(['.', ':'])
        || text == "localhost"
        || text.bytes().any(|it| it.is_ascii_uppercase())
}

fn is_valid_domain(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    };
    if port.is_some_and(|it| it.is_empty() || !it.bytes().all(|it| it.is_ascii_digit())) {
        return false;
    }
    if let Some(address) = host.strip_prefix('[') {
        let address = address.strip_suffix(']').unwrap_or("");
        return !address.is_empty() && address.bytes().all(|it| it == b':' || is_any_hex(it));
    }
    host.split('.').all(|label| {
        let bytes = label.as_bytes();
        let ends = [bytes.first(), bytes.last()];
        ends.iter().all(|it| it.is_some_and(u8::is_ascii_alphanumeric))
            && bytes.iter().all(|it| it.is_ascii_alphanumeric() || *it == b'-')
    })
}

fn check_path(path: Part<'_>) -> Result<(), SyntaxError<ImageError>> {
    for component in path.split('/') {
        let text = component.text();
        let kind = if text.is_empty() {
            ImageError::EmptyPathComponent
        } else if text.bytes().any(|it| it.is_ascii_uppercase()) {
            ImageError::UppercaseRepository
        } else if !is_valid_component(text) {
            ImageError::InvalidPath
        } else {
            continue;
        };
        return Err(SyntaxError::new(kind, component.range()));
    }
    Ok(())
}

/// Runs of lower-case letters and digits, between which stands `.`, `_`, `__` or dashes.
fn is_valid_component(text: &str) -> bool {
    let is_word = |it: char| it.is_ascii_lowercase() || it.is_ascii_digit();
    if !text.starts_with(is_word) || !text.ends_with(is_word) {
        return false;
    }
    text.split(is_word).all(|between| {
        matches!(between, "" | "." | "_" | "__") || between.bytes().all(|it| it == b'-')
    })
}

fn check_tag(tag: Part<'_>) -> Result<(), SyntaxError<ImageError>> {
    let text = tag.text();
    if text.is_empty() {
        return Err(SyntaxError::new(ImageError::EmptyTag, tag.range()));
    }
    let is_word = |it: char| it.is_ascii_alphanumeric() || it == '_';
    let valid = text.starts_with(is_word)
        && text.chars().all(|it| is_word(it) || it == '.' || it == '-')
        && text.len() <= MAX_TAG;
    if valid { Ok(()) } else { Err(SyntaxError::new(ImageError::InvalidTag, tag.range())) }
}

fn parse_digest(digest: Part<'_>) -> Result<Digest<'_>, SyntaxError<ImageError>> {
    let invalid = SyntaxError::new(ImageError::InvalidDigest, digest.range());
    let (algorithm, hex) = digest.split_once(':').ok_or(invalid)?;
    let names_algorithm = algorithm.text().split(['-', '_', '+', '.']).all(|word| {
        word.starts_with(|it: char| it.is_ascii_alphabetic())
            && word.bytes().all(|it| it.is_ascii_alphanumeric())
    });
    if !names_algorithm || !hex.text().bytes().all(is_any_hex) {
        return Err(invalid);
    }
    let found = hex.text().len();
    let expected = match algorithm.text() {
        "sha256" => Some(64),
        "sha384" => Some(96),
        "sha512" => Some(128),
        _ => None,
    };
    match expected {
        Some(expected) if expected != found => {
            let kind = ImageError::DigestLength { expected, found };
            Err(SyntaxError::new(kind, hex.range()))
        }
        Some(_) if !hex.text().bytes().all(is_hex) => Err(invalid),
        None if found < 32 => Err(invalid),
        _ => Ok(Digest { algorithm, hex }),
    }
}

const fn is_hex(byte: u8) -> bool {
    byte.is_ascii_digit() || matches!(byte, b'a'..=b'f')
}

const fn is_any_hex(byte: u8) -> bool {
    byte.is_ascii_hexdigit()
}

impl<'a> Reference<'a> {
    /// The registry that an engine asks: `docker.io` where none is written.
    #[must_use]
    pub fn registry(&self) -> &'a str {
        match self.domain.map(Part::text) {
            None | Some("index.docker.io") => DEFAULT_REGISTRY,
            Some(domain) => domain,
        }
    }

    /// The path in the registry; official images of the default registry are in `library/`.
    #[must_use]
    pub fn repository(&self) -> Cow<'a, str> {
        let path = self.path.text();
        if self.registry() == DEFAULT_REGISTRY && !path.contains('/') {
            return Cow::Owned(format!("library/{path}"));
        }
        Cow::Borrowed(path)
    }

    /// The last component of the path, by which people call the image.
    #[must_use]
    pub fn name(&self) -> Part<'a> {
        self.path.rsplit_once('/').map_or(self.path, |(_, name)| name)
    }

    /// What the tag promises.
    #[must_use]
    pub fn tag_kind(&self) -> TagKind {
        self.tag.map_or(TagKind::Missing, |tag| tag_kind(tag.text()))
    }

    /// Whether the reference always means the same content.
    #[must_use]
    pub const fn is_pinned(&self) -> bool {
        self.digest.is_some()
    }

    /// Where a tag would be inserted, with its colon: after the path.
    #[must_use]
    pub fn tag_slot(&self) -> TextRange {
        TextRange::empty(self.path.range().end())
    }
}

impl fmt::Display for Digest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.algorithm, self.hex)
    }
}

impl fmt::Display for Reference<'_> {
    /// The canonical form, with registry and `library/`; no tag is made up.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.registry(), self.repository())?;
        if let Some(tag) = self.tag {
            write!(f, ":{tag}")?;
        }
        if let Some(digest) = self.digest {
            write!(f, "@{digest}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
