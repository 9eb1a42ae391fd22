//! Hashes of passwords as `crypt`, Apache and bcrypt write them.

/// Beginnings of hashes that can be tried offline.
const PREFIXES: &[&str] =
    &["$apr1$", "$1$", "$2a$", "$2b$", "$2y$", "$5$", "$6$", "{SHA}", "{SSHA}"];

/// Whether `text` is a hash of a password, or a list of `user:hash` with one.
#[must_use]
pub fn is_password_hash(text: &str) -> bool {
    text.split(',').any(|entry| {
        let entry = entry.trim().trim_matches(['"', '\'']);
        let hash = entry.split_once(':').map_or(entry, |(_, hash)| hash);
        PREFIXES.iter().any(|it| hash.starts_with(it)) && hash.len() > 8
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashes_are_hashes() {
        assert!(is_password_hash("admin:$apr1$abcdefgh$0123456789abcdefghijkl"));
        assert!(is_password_hash("a:x,b:$2y$05$abcdefghijklmnopqrstuv"));
        assert!(is_password_hash("admin:$2y$05$abc"));
        assert!(!is_password_hash("Host(`example.com`)"));
        assert!(!is_password_hash("admin:$PASSWORD"));
        assert!(!is_password_hash(""));
    }
}
