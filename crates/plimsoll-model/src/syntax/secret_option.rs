//! Options of a command line that hand over a secret.
//!
//! A judgement by name and value; what the program does with the option is not known.

use super::secret::classify;
use crate::{fact::List, subjects::Redacted};

/// Whether `option`, with or without dashes, hands over a secret when it is given `value`.
///
/// Paths and variables are no secrets themselves.
#[must_use]
pub fn is_secret_option(option: &str, value: &str) -> bool {
    let name = option.trim_start_matches('-');
    // `redis-server` calls its password `requirepass`.
    let meaning = if name == "requirepass" { "password" } else { name };
    !value.starts_with('/') && !value.contains('$') && classify(meaning, value).is_some()
}

/// The words of a command, those hidden that are secrets by the option in front of them, by their
/// own option, or by their shape.
pub(crate) fn redacted(words: List<String>) -> List<Redacted> {
    let mut items = Vec::with_capacity(words.items.len());
    let mut option: Option<String> = None;
    for item in words.items {
        let word = item.known().cloned();
        let is_hidden = word.as_deref().is_some_and(|word| {
            let own =
                word.split_once('=').is_some_and(|(name, value)| is_secret_option(name, value));
            let given = option.as_deref().is_some_and(|option| is_secret_option(option, word));
            own || given || classify("", word).is_some()
        });
        option = word.filter(|word| word.starts_with('-'));
        items.push(item.map(|word| Redacted::new(word, is_hidden)));
    }
    List { whole: words.whole, items }
}

#[cfg(test)]
mod tests {
    use plimsoll_diagnostics::FileId;

    use crate::{File, Project, dump};

    #[test]
    fn a_secret_in_a_command_is_in_no_dump() {
        for command in [
            "[redis-server, --requirepass, kV8s2Qw9xT1z]",
            "redis-server --requirepass kV8s2Qw9xT1z",
            "[serve, --password=kV8s2Qw9xT1z]",
        ] {
            let text = format!("services:\n  a:\n    image: redis:7.2.5\n    command: {command}\n");
            let project = Project::new(vec![File::new(FileId(0), "compose.yaml", &text)]);
            let dump = dump(&project);
            assert!(dump.contains("<redacted>") && !dump.contains("kV8s2"), "{dump}");
        }
    }

    #[test]
    fn other_words_are_shown() {
        let words =
            "services:\n  a:\n    image: redis:7.2.5\n    command: [serve, --port, \"80\"]\n";
        let project = Project::new(vec![File::new(FileId(0), "compose.yaml", words)]);
        assert!(dump(&project).contains("[serve, --port, 80]"));
    }
}
