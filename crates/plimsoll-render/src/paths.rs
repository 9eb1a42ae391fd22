//! Paths as services that know a repository want them: from its root, with forward slashes.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What stays as it is in the path of a URI: the unreserved characters of RFC 3986 section 2.3 and
/// the separator. A colon is encoded too, as it would end a scheme in a relative reference
/// (section 4.2).
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where the root of the repository is, and the folder that relative paths start from.
///
/// The default knows of no root: relative paths are taken to start there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Paths {
    root: String,
    folder: String,
}

/// A path seen from the root of the repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    /// Below the root; relative to it.
    Inside(String),
    /// Elsewhere; as absolute as it can be told.
    Outside(String),
}

impl Paths {
    /// Relative paths start from `folder`; both are absolute.
    #[must_use]
    pub fn new(root: &str, folder: &str) -> Self {
        Self { root: tidied(&slashed(root)), folder: tidied(&slashed(folder)) }
    }

    /// `path`, which was handed in, as it is seen from the root.
    #[must_use]
    pub fn seen(&self, path: &str) -> Seen {
        let path = slashed(path);
        let whole = if is_absolute(&path) || self.folder.is_empty() {
            tidied(&path)
        } else {
            tidied(&format!("{}/{path}", self.folder))
        };
        let below = match self.root.as_str() {
            "" if is_absolute(&whole) || whole.starts_with("../") => None,
            "" => Some(whole.as_str()),
            root => whole.strip_prefix(root).and_then(|rest| {
                if root.ends_with('/') { Some(rest) } else { rest.strip_prefix('/') }
            }),
        };
        match below {
            Some(below) => Seen::Inside(below.to_owned()),
            None => Seen::Outside(whole),
        }
    }

    /// The path from the root, or the absolute one of a file elsewhere; not encoded.
    #[must_use]
    pub fn shown(&self, path: &str) -> String {
        match self.seen(path) {
            Seen::Inside(path) | Seen::Outside(path) => path,
        }
    }
}

impl Seen {
    /// The path as a URI reference (RFC 3986): relative to the root, or a `file` URI.
    #[must_use]
    pub fn uri(&self) -> String {
        let (path, is_outside) = match self {
            Self::Inside(path) => (path, false),
            Self::Outside(path) => (path, true),
        };
        let encoded = utf8_percent_encode(path, ENCODED);
        match () {
            () if is_outside && path.starts_with('/') => format!("file://{encoded}"),
            () if is_outside && is_absolute(path) => {
                // The colon of a drive is not encoded in `file:///C:/…`.
                let (drive, rest) = path.split_at(2);
                format!("file:///{drive}{}", utf8_percent_encode(rest, ENCODED))
            }
            () => encoded.to_string(),
        }
    }
}

/// The path with forward slashes. On a system where a backslash is a part of a name there is none
/// left in what a project holds: it replaces them when a file is handed in.
fn slashed(path: &str) -> String {
    path.replace('\\', "/")
}

fn is_absolute(path: &str) -> bool {
    let has_drive = path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic)
        && path.get(1..3) == Some(":/");
    path.starts_with('/') || has_drive
}

/// The path without `.`, `..` and doubled separators, as far as that can be told from it alone.
fn tidied(path: &str) -> String {
    let start = if path.starts_with('/') { "/" } else { "" };
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|it| *it != "..") => {
                parts.pop();
            }
            ".." if !start.is_empty() => {}
            part => parts.push(part),
        }
    }
    format!("{start}{}", parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_the_root_and_encoded() {
        // (root, folder, path as handed in, from the root, as a URI)
        let cases = [
            ("/r", "/r", "compose.yaml", "compose.yaml", "compose.yaml"),
            ("/r", "/r/a", "compose.yaml", "a/compose.yaml", "a/compose.yaml"),
            ("/r", "/r/a", "./b/../c.yaml", "a/c.yaml", "a/c.yaml"),
            ("/r", "/r/a", "../c.yaml", "c.yaml", "c.yaml"),
            ("/r", "/r", "/r/x/c.yaml", "x/c.yaml", "x/c.yaml"),
            ("/r", "/r", "/rest/c.yaml", "/rest/c.yaml", "file:///rest/c.yaml"),
            ("/r", "/r", "../out/c.yaml", "/out/c.yaml", "file:///out/c.yaml"),
            ("/", "/r", "c.yaml", "r/c.yaml", "r/c.yaml"),
            ("/r", "/r", "a b/ü 100%.yaml", "a b/ü 100%.yaml", "a%20b/%C3%BC%20100%25.yaml"),
            ("/r", "/r", "a:b#c?.yaml", "a:b#c?.yaml", "a%3Ab%23c%3F.yaml"),
            ("C:\\r", "C:\\r\\a", "b\\c.yaml", "a/b/c.yaml", "a/b/c.yaml"),
            ("C:\\r", "C:\\r", "D:\\x y\\c.yaml", "D:/x y/c.yaml", "file:///D:/x%20y/c.yaml"),
            ("", "", "a/c.yaml", "a/c.yaml", "a/c.yaml"),
            ("", "", "../c.yaml", "../c.yaml", "../c.yaml"),
            ("", "", "/x/c.yaml", "/x/c.yaml", "file:///x/c.yaml"),
        ];
        for (root, folder, path, shown, uri) in cases {
            let paths = Paths::new(root, folder);
            assert_eq!(paths.shown(path), shown, "{root} {folder} {path}");
            assert_eq!(paths.seen(path).uri(), uri, "{root} {folder} {path}");
        }
    }
}
