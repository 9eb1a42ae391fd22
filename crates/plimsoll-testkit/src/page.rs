//! A page as a list of examples.

/// What a page says about an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Findings on the marked lines and nowhere else.
    Bad,
    /// What the fix makes of the example before it.
    Fixed,
    /// No findings.
    Good,
}

/// One file of an example.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name: what `file=` says, else one that tells the dialect.
    pub path: String,
    /// The text without its marks.
    pub text: String,
    /// Line, from one, and rule of every finding that is promised; in order.
    pub marks: Vec<(u32, String)>,
}

/// One example: a block, or all blocks with `file=` that follow one another.
#[derive(Clone, Debug)]
pub struct Example {
    /// What the page says about it.
    pub kind: Kind,
    /// Its files; at least one.
    pub files: Vec<File>,
    /// Whether its files are named, so that they are all that their folder holds.
    pub is_folder: bool,
    /// The `plimsoll.toml` that it is judged by: the last block `toml settings` before it.
    pub settings: String,
}

impl Example {
    /// The rules that its marks name.
    pub(crate) fn marks(&self, name: &str) -> bool {
        self.files.iter().flat_map(|it| &it.marks).any(|(_, it)| it == name)
    }

    /// File, line and rule of every finding that is promised; in order.
    pub(crate) fn promised(&self) -> Vec<(&str, u32, &str)> {
        let marks = self.files.iter().flat_map(|file| {
            file.marks.iter().map(|(line, rule)| (file.path.as_str(), *line, rule.as_str()))
        });
        let mut promised: Vec<_> = marks.collect();
        promised.sort_unstable();
        promised
    }
}

/// The examples of a page, in order.
#[must_use]
pub fn examples(page: &str) -> Vec<Example> {
    let mut examples: Vec<Example> = Vec::new();
    let mut settings = String::new();
    // Whether the last example can have more files.
    let mut is_open = false;
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body = lines.by_ref().take_while(|line| !line.starts_with("```"));
        let mut words = info.split_whitespace();
        let kind = match (words.next(), words.next()) {
            (Some("yaml"), Some("bad")) => Kind::Bad,
            (Some("yaml"), Some("fixed")) => Kind::Fixed,
            (Some("yaml"), Some("good")) => Kind::Good,
            (Some("toml"), Some("settings")) => {
                settings = body.map(|line| format!("{line}\n")).collect();
                continue;
            }
            _ => {
                body.for_each(drop);
                continue;
            }
        };
        let named = words.find_map(|word| word.strip_prefix("file="));
        let file = file(named, body);
        match examples.last_mut().filter(|it| {
            is_open && named.is_some() && it.files.iter().all(|it| it.path != file.path)
        }) {
            Some(example) => {
                // Of several files, one that has findings makes the example a bad one.
                if example.kind == Kind::Good {
                    example.kind = kind;
                }
                example.files.push(file);
            }
            None => examples.push(Example {
                kind,
                files: vec![file],
                is_folder: named.is_some(),
                settings: settings.clone(),
            }),
        }
        is_open = named.is_some();
    }
    examples
}

fn file<'l>(named: Option<&str>, lines: impl Iterator<Item = &'l str>) -> File {
    let mut file = File { path: String::new(), text: String::new(), marks: Vec::new() };
    let mut number = 0;
    for line in lines {
        let (line, mark) = match line.split_once("#~") {
            Some((line, mark)) => (line.trim_end(), Some(mark)),
            None => (line, None),
        };
        let is_above = mark.is_some_and(|mark| mark.starts_with('^'));
        if !(is_above && line.is_empty()) {
            number += 1;
            file.text.push_str(line);
            file.text.push('\n');
        }
        for rule in mark.into_iter().flat_map(|mark| mark.trim_start_matches('^').split(',')) {
            file.marks.push((number, rule.trim().to_owned()));
        }
    }
    file.marks.sort();
    let is_compose = file.text.lines().any(|line| line.starts_with("services:"));
    let name = named.unwrap_or(if is_compose { "compose.yaml" } else { "manifest.yaml" });
    name.clone_into(&mut file.path);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_follow_one_another_are_one_example() {
        let page = "```toml settings\n[parameters]\n```\n\
                    ```yaml bad file=a.yaml\nx: 1 #~ one\n```\n```yaml good file=b.yaml\ny: 1\n```\n\
                    ```yaml bad file=a.yaml\nx: 2\n#~^ two, three\n```\n```sh\nnot: ours\n```\n\
                    ```yaml good\nservices:\n```\n";
        let examples = examples(page);
        let shown: Vec<(Kind, Vec<&str>)> = examples
            .iter()
            .map(|it| (it.kind, it.files.iter().map(|it| it.path.as_str()).collect()))
            .collect();
        let expected = [
            (Kind::Bad, vec!["a.yaml", "b.yaml"]),
            (Kind::Bad, vec!["a.yaml"]),
            (Kind::Good, vec!["compose.yaml"]),
        ];
        assert_eq!(shown, expected);
        assert_eq!(examples[0].promised(), [("a.yaml", 1, "one")]);
        assert_eq!(examples[1].promised(), [("a.yaml", 1, "three"), ("a.yaml", 1, "two")]);
        assert!(examples.iter().all(|it| it.settings == "[parameters]\n"));
    }
}
