//! Patterns: for paths as in `.gitignore`, for names with wildcards.

use globset::{GlobBuilder, GlobMatcher};
use plimsoll_diagnostics::TextRange;

/// One way in which a pattern can fit.
#[derive(Clone, Debug)]
struct PathPattern {
    glob: GlobMatcher,
    /// Whether it takes a path in, or out again.
    takes_in: bool,
    /// Where it is written.
    at: TextRange,
}

/// A list of patterns as in `.gitignore`; the last one that fits a path decides.
#[derive(Clone, Debug, Default)]
pub struct PathPatterns {
    patterns: Vec<PathPattern>,
}

impl PathPatterns {
    /// Adds the pattern that is written at `at`: without a slash before its end it fits at any depth, with one it is
    /// relative to the folder of the patterns; a slash at its end fits folders only; `!` in front
    /// takes back what earlier patterns fit.
    ///
    /// # Errors
    ///
    /// What is wrong with the pattern, in the style of a message.
    pub fn add(&mut self, pattern: &str, at: TextRange) -> Result<(), String> {
        let (pattern, takes_in) = match pattern.strip_prefix('!') {
            Some(rest) => (rest, false),
            None => (pattern, true),
        };
        let (pattern, is_folder) = match pattern.strip_suffix('/') {
            Some(rest) => (rest, true),
            None => (pattern, false),
        };
        let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
        let (pattern, is_anchored) = match pattern.strip_prefix('/') {
            Some(rest) => (rest, true),
            None => (pattern, pattern.contains('/')),
        };
        if pattern.is_empty() {
            return Err("the pattern is empty".to_owned());
        }
        if pattern.split('/').any(|it| it == "..") {
            return Err("a pattern cannot leave its folder by `..`".to_owned());
        }
        let pattern = if is_anchored { pattern.to_owned() } else { format!("**/{pattern}") };
        let below = format!("{pattern}/**");
        let globs = if is_folder { vec![below] } else { vec![pattern, below] };
        for glob in globs {
            self.patterns.push(PathPattern { glob: compile(&glob, true)?, takes_in, at });
        }
        Ok(())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }

    /// Whether the patterns take `path` in, which is relative to their folder.
    #[must_use]
    pub fn contain(&self, path: &str) -> bool {
        self.place(path).is_some()
    }

    /// Where the pattern is written that takes `path` in.
    #[must_use]
    pub fn place(&self, path: &str) -> Option<TextRange> {
        let last = self.patterns.iter().rev().find(|it| it.glob.is_match(path));
        last.filter(|it| it.takes_in).map(|it| it.at)
    }
}

/// A list of names with wildcards; any of them decides.
#[derive(Clone, Debug, Default)]
pub struct NamePatterns {
    patterns: Vec<GlobMatcher>,
}

impl NamePatterns {
    /// Adds a name; `*` and `?` are wildcards and fit slashes too.
    ///
    /// # Errors
    ///
    /// What is wrong with the pattern, in the style of a message.
    pub fn add(&mut self, pattern: &str) -> Result<(), String> {
        self.patterns.push(compile(pattern, false)?);
        Ok(())
    }

    /// Whether one of them fits `name`.
    #[must_use]
    pub fn contain(&self, name: &str) -> bool {
        self.patterns.iter().any(|it| it.is_match(name))
    }
}

fn compile(pattern: &str, by_element: bool) -> Result<GlobMatcher, String> {
    GlobBuilder::new(pattern)
        .literal_separator(by_element)
        .backslash_escape(true)
        .build()
        .map(|it| it.compile_matcher())
        .map_err(|error| error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contain(patterns: &[&str], path: &str) -> bool {
        let mut list = PathPatterns::default();
        for pattern in patterns {
            list.add(pattern, TextRange::empty(0)).expect(pattern);
        }
        list.contain(path)
    }

    #[test]
    fn paths_are_matched_as_gitignore_does() {
        for (patterns, path, expected) in [
            (&["vendor/"][..], "vendor/a.yaml", true),
            (&["vendor/"], "sub/vendor/x/a.yaml", true),
            (&["vendor/"], "vendor", false),
            (&["/vendor"], "sub/vendor/a.yaml", false),
            (&["deploy/vendor"], "deploy/vendor/a.yaml", true),
            (&["deploy/vendor"], "x/deploy/vendor/a.yaml", false),
            (&["*.gen.yaml"], "a/b.gen.yaml", true),
            (&["deploy/*.yaml"], "deploy/a/b.yaml", false),
            (&["deploy/**/*.yaml"], "deploy/a/b.yaml", true),
            (&["deploy/**/*.yaml"], "deploy/b.yaml", true),
            (&["vendor/", "!vendor/ours.yaml"], "vendor/ours.yaml", false),
            (&["**"], "a", true),
            (&["{a,b}.yaml"], "b.yaml", true),
            (&["./compose.yaml"], "compose.yaml", true),
            (&[], "a", false),
        ] {
            assert_eq!(contain(patterns, path), expected, "{patterns:?} {path}");
        }
    }

    #[test]
    fn a_pattern_that_can_fit_nothing_is_refused() {
        for pattern in ["", "!", "/", "../a", "a/[", "{a"] {
            assert!(
                PathPatterns::default().add(pattern, TextRange::empty(0)).is_err(),
                "{pattern:?}"
            );
        }
    }
}
