//! A page, taken apart: front matter, prose, and the `cel` block.

use plimsoll_diagnostics::TextRange;

use crate::problem::Problem;

/// The parts of a page, as ranges of it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Parts {
    /// What stands between the `---` lines.
    pub(crate) header: TextRange,
    /// What stands in the `cel` block.
    pub(crate) expression: TextRange,
    /// Everything after the front matter.
    pub(crate) body: TextRange,
}

/// Takes `text` apart.
///
/// # Errors
///
/// Which part is missing, or there twice.
pub(crate) fn parts(text: &str) -> Result<Parts, Problem> {
    let begin = TextRange::from_usize(0, text.find('\n').unwrap_or(text.len()).min(80));
    let mut lines = Lines { text, at: 0 };
    let is_marker = |line: &str| line.trim_start_matches('\u{feff}').trim_end() == "---";
    match lines.next() {
        Some((_, line)) if is_marker(line) => {}
        _ => {
            return Err(Problem::new(begin, "the page does not begin with front matter").help(
                "put `name`, `summary`, `severity`, `subject` and `message` between two `---` lines at the top",
            ));
        }
    }
    let header_start = lines.at;
    let header_end = loop {
        match lines.next() {
            Some((start, line)) if is_marker(line) => break start,
            Some(_) => {}
            None => {
                return Err(Problem::new(begin, "the front matter has no end")
                    .help("close it with a line `---`"));
            }
        }
    };
    let body = TextRange::from_usize(lines.at, text.len());
    let mut expression = None;
    while let Some((start, line)) = lines.next() {
        let Some(info) = fence(line) else { continue };
        let (content, end) = lines.block(line);
        if info != "cel" {
            continue;
        }
        if end.is_none() {
            let at = TextRange::from_usize(start, start + line.trim_end().len());
            return Err(
                Problem::new(at, "the block has no end").help("close it with a line ```` ``` ````")
            );
        }
        if expression.replace(content).is_some() {
            let at = TextRange::from_usize(start, start + line.trim_end().len());
            return Err(Problem::new(at, "the page has a second `cel` block").help(
                "a page is one rule; join the conditions with `||`, or write a second page",
            ));
        }
    }
    let Some(expression) = expression else {
        return Err(Problem::new(begin, "the page has no `cel` block").help(
            "add a fenced block that begins with ```` ```cel ```` and is true where the subject is wrong",
        ));
    };
    Ok(Parts { header: TextRange::from_usize(header_start, header_end), expression, body })
}

/// The info string of a line that opens a fenced block.
fn fence(line: &str) -> Option<&str> {
    let rest = line.trim_start_matches(' ').strip_prefix("```")?;
    Some(rest.trim_start_matches('`').trim())
}

struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lines<'t> {
    /// The next line with where it begins.
    fn next(&mut self) -> Option<(usize, &'t str)> {
        let start = self.at;
        let line = self.text.get(start..)?.split_inclusive('\n').next()?;
        self.at += line.len();
        Some((start, line))
    }

    /// The content of the block that `opening` opens, and where it ends, if it does.
    fn block(&mut self, opening: &str) -> (TextRange, Option<usize>) {
        let start = self.at;
        let ticks = |line: &str| line.trim_start().chars().take_while(|it| *it == '`').count();
        while let Some((at, line)) = self.next() {
            let is_end = line.trim().chars().all(|it| it == '`') && ticks(line) >= ticks(opening);
            if is_end && !line.trim().is_empty() {
                return (TextRange::from_usize(start, at), Some(at));
            }
        }
        (TextRange::from_usize(start, self.text.len()), None)
    }
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn a_page_has_front_matter_and_one_block() {
        let text = "---\nname: x\n---\ntext\n```yaml bad\ncel\n```\n```cel\ntrue\n```\nmore\n";
        let it = parts(text).expect("well-formed");
        assert_eq!(it.header.slice(text), "name: x\n");
        assert_eq!(it.expression.slice(text), "true\n");
        assert!(it.body.slice(text).starts_with("text\n"));
    }

    #[test]
    fn what_is_missing_is_named() {
        for (text, expected) in [
            ("", "the page does not begin with front matter"),
            ("# title\n", "the page does not begin with front matter"),
            ("---\nname: x\n", "the front matter has no end"),
            ("---\n---\ntext\n", "the page has no `cel` block"),
            ("---\n---\n```cel\ntrue\n", "the block has no end"),
            ("---\n---\n```cel\n1\n```\n```cel\n2\n```\n", "the page has a second `cel` block"),
        ] {
            assert_eq!(parts(text).map(|_| ()).unwrap_err().message, expected, "{text:?}");
        }
    }
}
