//! A page as a list of examples.

/// What a page says about an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Findings on the marked lines and nowhere else.
    Bad,
    /// What the fix makes of the block before it.
    Fixed,
    /// No findings.
    Good,
}

/// One example.
#[derive(Clone, Debug)]
pub struct Block {
    /// What the page says about it.
    pub kind: Kind,
    /// The text without its marks.
    pub text: String,
    /// Line, from one, and rule of every finding that is promised; in order.
    pub marks: Vec<(u32, String)>,
}

impl Block {
    /// The name of the file that the example would be.
    #[must_use]
    pub fn path(&self) -> &'static str {
        let is_compose = self.text.lines().any(|line| line.starts_with("services:"));
        if is_compose { "compose.yaml" } else { "manifest.yaml" }
    }
}

/// The examples of a page, in order.
#[must_use]
pub fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let kind = match line.strip_prefix("```yaml ").map(str::trim) {
            Some("bad") => Kind::Bad,
            Some("fixed") => Kind::Fixed,
            Some("good") => Kind::Good,
            _ => continue,
        };
        let mut block = Block { kind, text: String::new(), marks: Vec::new() };
        let mut number = 0;
        for line in lines.by_ref().take_while(|line| !line.starts_with("```")) {
            let (line, mark) = match line.split_once("#~") {
                Some((line, mark)) => (line.trim_end(), Some(mark)),
                None => (line, None),
            };
            let is_above = mark.is_some_and(|mark| mark.starts_with('^'));
            if !(is_above && line.is_empty()) {
                number += 1;
                block.text.push_str(line);
                block.text.push('\n');
            }
            for rule in mark.into_iter().flat_map(|mark| mark.trim_start_matches('^').split(',')) {
                block.marks.push((number, rule.trim().to_owned()));
            }
        }
        block.marks.sort();
        blocks.push(block);
    }
    blocks
}
