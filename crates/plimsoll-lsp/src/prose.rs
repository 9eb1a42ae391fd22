//! Texts as editors show them: titles of actions, and what a page says without its examples.

/// `text` as a title: its first letter large.
pub(crate) fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// The words of a page, without its examples.
pub(crate) fn prose(page: &str) -> String {
    let mut out = String::new();
    let mut is_code = false;
    for line in page.lines() {
        if line.trim_start().starts_with("```") {
            is_code = !is_code;
            continue;
        }
        let is_doubled = line.is_empty() && (out.is_empty() || out.ends_with("\n\n"));
        if !is_code && !is_doubled {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn examples_stay_on_the_page() {
        let page = "Why.\n\n```yaml bad\na: 1\n```\n\n## When\n\nNever.\n";
        assert_eq!(prose(page), "Why.\n\n## When\n\nNever.\n");
    }
}
