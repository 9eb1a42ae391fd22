//! What a person at the terminal is told beside the data.

/// Writes to standard error; there is nobody to tell if that fails.
pub(crate) fn eprint(text: &str) {
    let _ = std::io::Write::write_all(&mut std::io::stderr(), text.as_bytes());
}
