//! What is wrong with a page.

use plimsoll_diagnostics::TextRange;

/// A mistake in a page, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The bytes of the page.
    pub at: TextRange,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// The way out, where there is one to name: ``did you mean `severity`?``
    pub help: Option<String>,
}

impl Problem {
    pub(crate) fn new(at: TextRange, message: impl Into<String>) -> Self {
        Self { at, message: message.into(), help: None }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names the one of `known` that was probably meant, or else all of them where they are few.
    pub(crate) fn meant<'k>(self, name: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        const FEW: usize = 12;
        let known: Vec<&str> = known.into_iter().collect();
        let nearest = known
            .iter()
            .map(|it| (strsim::damerau_levenshtein(name, it), *it))
            .filter(|(distance, it)| *distance <= 1 + name.len().min(it.len()) / 4)
            .min();
        match nearest {
            Some((_, it)) => self.help(format!("did you mean `{it}`?")),
            None if !known.is_empty() && known.len() <= FEW => {
                self.help(format!("it can be {}", listed(&known)))
            }
            None => self,
        }
    }
}

/// `` `a`, `b` or `c` ``
pub(crate) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}
