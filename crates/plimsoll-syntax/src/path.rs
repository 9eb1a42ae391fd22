//! Paths on a host, as text: no file system is asked.

/// The shortest path that means the same, as Go's `path.Clean` makes it: no empty elements, no
/// `.`, `..` resolved as far as the text allows, `/..` is `/`, and `.` for nothing at all.
///
/// Symbolic links are unknown here, so `a/../b` may be another file than `b` on a real host.
#[must_use]
pub fn clean_path(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut elements: Vec<&str> = Vec::new();
    for element in path.split('/') {
        match element {
            "" | "." => {}
            ".." => match elements.last() {
                Some(&last) if last != ".." => {
                    elements.pop();
                }
                _ if rooted => {}
                _ => elements.push(".."),
            },
            _ => elements.push(element),
        }
    }
    match (rooted, elements.is_empty()) {
        (true, _) => format!("/{}", elements.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => elements.join("/"),
    }
}

/// The clean path that `path` means from `folder`, which is empty for the current one.
#[must_use]
pub fn within(folder: &str, path: &str) -> String {
    match folder {
        _ if path.starts_with('/') => clean_path(path),
        "" => clean_path(path),
        folder => clean_path(&format!("{folder}/{path}")),
    }
}

/// Whether `path` is `ancestor` or lies below it; both are clean.
#[must_use]
pub fn is_at_or_below(path: &str, ancestor: &str) -> bool {
    match path.strip_prefix(ancestor) {
        Some(rest) => rest.is_empty() || rest.starts_with('/') || ancestor.ends_with('/'),
        None => false,
    }
}

/// `path` with backslashes as slashes, when it is a Windows path: a drive, a share or a pipe.
#[must_use]
pub fn windows_to_slashes(path: &str) -> Option<String> {
    let is_windows = path.starts_with("\\\\") || path.starts_with("//./") || has_drive(path);
    is_windows.then(|| path.replace('\\', "/"))
}

/// Whether `path` starts with a drive letter and a colon.
#[must_use]
pub fn has_drive(path: &str) -> bool {
    let mut characters = path.chars();
    characters.next().is_some_and(char::is_alphabetic) && characters.next() == Some(':')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::any_text;
    use proptest::prelude::*;

    #[test]
    fn paths_are_cleaned_as_go_cleans_them() {
        let cases = [
            ("", "."),
            ("/", "/"),
            ("//", "/"),
            ("/./", "/"),
            ("/..", "/"),
            ("/../etc", "/etc"),
            ("/var/run/../run/docker.sock", "/var/run/docker.sock"),
            ("//var//run/", "/var/run"),
            ("/a/b/../../..", "/"),
            ("a/..", "."),
            ("../a", "../a"),
            ("../../a/./b", "../../a/b"),
            ("a/../../b", "../b"),
            ("./data", "data"),
            ("...", "..."),
        ];
        for (path, expected) in cases {
            assert_eq!(clean_path(path), expected, "{path}");
        }
    }

    #[test]
    fn a_name_that_only_starts_alike_is_not_below() {
        assert!(is_at_or_below("/var/run", "/var/run"));
        assert!(is_at_or_below("/var/run/x", "/var/run"));
        assert!(is_at_or_below("/var", "/"));
        assert!(!is_at_or_below("/var/running", "/var/run"));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(path in prop_oneof!["[/.a]{0,20}", any_text()]) {
            let clean = clean_path(&path);
            prop_assert_eq!(clean_path(&clean), clean.clone());
            prop_assert_eq!(clean.starts_with('/'), path.starts_with('/'));
        }
    }
}
