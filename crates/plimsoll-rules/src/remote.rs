//! Addresses of files, repositories and archives elsewhere, and whether they can change.

/// Whether `address` is that of something that is fetched, and no path of this machine.
pub(crate) fn is_remote(address: &str) -> bool {
    address.contains("://")
        || ["git@", "github.com/", "oci:"].iter().any(|it| address.starts_with(it))
}

/// Whether what is at `address` stays what it is: a commit or a digest is named.
pub(crate) fn is_pinned(address: &str) -> bool {
    let is_hex =
        |it: &str, least: usize| it.len() >= least && it.bytes().all(|it| it.is_ascii_hexdigit());
    if let Some((_, digest)) = address.rsplit_once("@sha256:") {
        return is_hex(digest, 64);
    }
    // `#commit:folder` and `?ref=commit`.
    let reference = address.split_once('#').map(|(_, it)| it.split(':').next().unwrap_or(it));
    let reference = reference.or_else(|| address.split_once("?ref=").map(|(_, it)| it));
    reference.is_some_and(|it| is_hex(it, 40))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_commits_and_digests_pin() {
        let commit = "3f2a91c0d4e5b6a7980c1d2e3f4a5b6c7d8e9f01";
        assert!(is_pinned(&format!("https://github.com/a/b.git#{commit}:folder")));
        assert!(is_pinned(&format!("oci://r/a@sha256:{commit}{}", "0".repeat(24))));
        assert!(!is_pinned("https://github.com/a/b.git#main"));
        assert!(!is_pinned("oci://r/a:latest"));
        assert!(is_remote("git@github.com:a/b") && !is_remote("./a"));
    }
}
