//! The same meaning in other spellings: a rule that asks facts finds the same in all of them.

/// `text` in other styles, with what was changed. A style that the text does not allow is left out.
#[must_use]
pub fn restyled(text: &str) -> Vec<(&'static str, String)> {
    let mut styles = vec![
        ("with CRLF", text.replace('\n', "\r\n")),
        ("with a byte order mark", format!("\u{feff}{text}")),
        ("with comments", text.replace('\n', "  # note\n").replacen("  # note\n", "\n", 0)),
        ("after a document marker", format!("---\n{text}")),
    ];
    // Block scalars and open quotes would take comments for content.
    if text.contains(['|', '>', '"']) {
        styles.remove(2);
    }
    styles.push(("indented by four", indented(text)));
    styles
}

/// Every indentation doubled. A dash keeps its distance to what follows it, so the content of
/// items moves with it; where that would tear an item apart the text stays as it is.
fn indented(text: &str) -> String {
    if text.lines().any(|line| line.trim_start().starts_with("- ") && line.contains(": ")) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() * 2);
    for line in text.split_inclusive('\n') {
        let depth = line.len() - line.trim_start_matches(' ').len();
        out.push_str(&" ".repeat(depth));
        out.push_str(line);
    }
    out
}
