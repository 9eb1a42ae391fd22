//! A page as people read it: its examples without the marks that make them tests.

use crate::rule::RuleRef;

impl RuleRef {
    /// The page in Markdown for people: each example says what it is, and a line that is found
    /// ends in an ordinary comment.
    #[must_use]
    pub fn text(&self) -> String {
        readable(self.page())
    }
}

fn readable(page: &str) -> String {
    let mut text = String::with_capacity(page.len() + 64);
    let mut is_example = false;
    for line in page.trim_end().lines() {
        if let Some(info) = line.strip_prefix("```") {
            let (language, about) = info.trim().split_once(' ').unwrap_or((info.trim(), ""));
            let title = match about.split(' ').next() {
                Some("bad") => "Bad:\n\n",
                Some("fixed") => "Fixed:\n\n",
                Some("good") => "Good:\n\n",
                Some("settings") => "With these settings:\n\n",
                _ => "",
            };
            is_example = !info.is_empty();
            text.push_str(&format!("{title}```{language}\n"));
            continue;
        }
        match line.split_once("#~").filter(|_| is_example) {
            Some((before, mark)) => {
                let (above, rules) =
                    mark.strip_prefix('^').map_or(("", mark), |rules| ("the line above: ", rules));
                text.push_str(&format!("{before}# <- {above}{}\n", rules.trim()));
            }
            None => text.push_str(&format!("{line}\n")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_comments_and_examples_say_what_they_are() {
        let page = "Why.\n\n```yaml bad\na: 1  #~ one\nb: 2\n  #~^ two, three\n```\n\n```sh\nx #~ y\n```\n#~ z\n";
        let text = "Why.\n\nBad:\n\n```yaml\na: 1  # <- one\nb: 2\n  # <- the line above: two, three\n```\n\n```sh\nx # <- y\n```\n#~ z\n";
        assert_eq!(readable(page), text);
    }

    #[test]
    fn no_page_shows_a_mark() {
        for entry in crate::catalogue::all() {
            let text = RuleRef::from(entry).text();
            assert!(!text.contains("#~") && !text.contains("```yaml bad"), "{}", entry.rule.name);
        }
    }
}
