//! Runs the pages of rules as tests: what a page calls bad is found where it says so, what it
//! calls fixed is what the fix makes of it, and what it calls good is left alone.
//!
//! It knows of no disk; the tests of this project and `plimsoll test` run it.
//!
//! The next way to write an example differently is one of the styles here.

mod page;
mod restyle;

pub use page::{Example, File, Kind, examples};
pub use restyle::restyled;

use plimsoll_linter::{
    Linter, Report, Scope, Settings, Wanted,
    config::{self, FILE_NAME},
    diagnostics::FileId,
    fix, joined, model,
    rules::{Parameters, RuleRef},
};

/// What the page of `rule` promises and the rule does not keep, a paragraph each.
#[must_use]
pub fn failures(rule: &RuleRef) -> Vec<String> {
    let mut failures = Vec::new();
    let examples = examples(rule.page());
    for (index, example) in examples.iter().enumerate() {
        let at = format!("{}, example {}", rule.name(), index + 1);
        let linter = match linter(rule, example) {
            Ok(linter) => linter,
            Err(why) => {
                failures.push(format!("{at}: {why}"));
                continue;
            }
        };
        if example.kind == Kind::Fixed
            && let Some(bad) = index.checked_sub(1).and_then(|it| examples.get(it))
        {
            failures.extend(fixed(&linter, bad, example).map(|it| format!("{at}: {it}")));
        }
        let promised = example.promised();
        let report = check(&linter, example);
        let found = findings(&report, rule, example);
        if found != promised {
            failures.push(format!("{at}: found {found:?}, the page says {promised:?}"));
            continue;
        }
        for (style, restyled) in restyles(example) {
            let report = check(&linter, &restyled);
            let found = findings(&report, rule, example).len();
            if found != promised.len() {
                let texts: Vec<&str> = restyled.files.iter().map(|it| it.text.as_str()).collect();
                failures.push(format!(
                    "{at}, {style}: {found} findings instead of {}\n{}",
                    promised.len(),
                    texts.join("\n")
                ));
            }
        }
    }
    failures
}

/// The example in every style that its first file allows; files that do not allow it stay as they
/// are.
fn restyles(example: &Example) -> Vec<(&'static str, Example)> {
    let mut files = example.files.iter().map(|it| restyled(&it.text));
    let first = files.next().unwrap_or_default();
    let others: Vec<_> = files.collect();
    let styles = first.into_iter().map(|(style, text)| {
        let mut example = example.clone();
        let same = others.iter().map(|it| it.iter().find(|it| it.0 == style).map(|it| &it.1));
        for (file, text) in example.files.iter_mut().zip(std::iter::once(Some(&text)).chain(same)) {
            if let Some(text) = text {
                file.text.clone_from(text);
            }
        }
        (style, example)
    });
    styles.collect()
}

/// What the files of examples leave undecided, so that a `good` one may say less than it seems.
#[must_use]
pub fn undecided(rule: &RuleRef) -> Vec<String> {
    let mut notes = Vec::new();
    for (index, example) in examples(rule.page()).iter().enumerate() {
        let Ok(linter) = linter(rule, example) else { continue };
        let report = check(&linter, example);
        for it in report.undecided.iter().filter(|it| it.rule == *rule) {
            notes.push(format!("example {}: {} is not decided: {}", index + 1, it.subject, it.why));
        }
    }
    notes
}

/// The date on which examples are judged.
const TODAY: &str = "2027-01-15";

fn check(linter: &Linter, example: &Example) -> Report {
    let files = (0u32..).zip(&example.files);
    let files = files.map(|(id, it)| model::new_file(FileId(id), it.path.clone(), &it.text));
    linter.check_with(files.collect(), &Folder(example))
}

/// The folder that an example stands for: what its files are called is known only where it names
/// them.
struct Folder<'e>(&'e Example);

impl model::loader::Loader for Folder<'_> {
    fn root(&self) -> &'static str {
        "."
    }

    fn load(&self, _: &str) -> Option<String> {
        None
    }

    fn is_there(&self, path: &str) -> Option<bool> {
        self.0.is_folder.then(|| self.0.files.iter().any(|it| it.path == path))
    }
}

/// Runs the page's own rule, and those that the example marks, with the parameters of its settings.
fn linter(rule: &RuleRef, example: &Example) -> Result<Linter, String> {
    let runs = |name: &str| name == rule.name() || example.marks(name);
    let mut settings = Settings::of(|rule| runs(rule.name));
    if let RuleRef::Shared(_) = rule {
        // A name that is taken is reported where the rule is loaded.
        let _ = settings.add(rule.clone());
    }
    settings.parameters = parameters(&example.settings)?;
    settings.today = TODAY.parse().ok();
    Ok(Linter::new(settings))
}

/// The parameters that a `plimsoll.toml` with this text sets.
fn parameters(text: &str) -> Result<Parameters, String> {
    if text.is_empty() {
        return Ok(Parameters::default());
    }
    let wanted = Wanted { folder: "/".to_owned(), ..Wanted::default() };
    let configured = wanted.configure(["example.yaml"], &SettingsBlock(text));
    match configured.settings("example.yaml") {
        Some(settings) if !settings.config().is_wrong() => Ok(settings.parameters.clone()),
        _ => Err(format!("the settings are wrong:\n{text}")),
    }
}

/// A folder with nothing in it but a configuration.
struct SettingsBlock<'t>(&'t str);

impl config::Loader for SettingsBlock<'_> {
    fn load(&self, path: &str) -> Result<String, String> {
        match self.exists(path) {
            true => Ok(self.0.to_owned()),
            false => Err("no such file".to_owned()),
        }
    }

    fn exists(&self, path: &str) -> bool {
        path.strip_prefix('/') == Some(FILE_NAME)
    }
}

/// File, line (from one) and rule of everything that was found.
fn findings<'r>(
    report: &'r Report,
    rule: &RuleRef,
    example: &Example,
) -> Vec<(&'r str, u32, &'r str)> {
    let wanted = |name: &str| name == rule.name() || example.marks(name);
    // A page is read by people: what one definition does to several subjects counts once.
    let mut found: Vec<_> = joined(report, report.open())
        .iter()
        .map(|it| &it.first().diagnostic)
        .filter(|it| wanted(it.rule.as_str()))
        .map(|it| {
            let file = report.project.file(it.at.file);
            (file.path.as_str(), file.lines.line(it.at.range.start()) + 1, it.rule.as_str())
        })
        .collect();
    found.sort_unstable();
    found
}

fn fixed(linter: &Linter, bad: &Example, expected: &Example) -> Option<String> {
    made(linter, bad, expected).or_else(|| {
        // A fix has to find its way in a file of several objects too.
        let (bad, expected) = (behind_another(bad)?, behind_another(expected)?);
        made(linter, &bad, &expected).map(|it| format!("behind another document: {it}"))
    })
}

/// The example with its one manifest behind an empty document.
fn behind_another(example: &Example) -> Option<Example> {
    let [file] = &example.files[..] else { return None };
    let is_manifest = file.text.contains("apiVersion:") && !file.text.starts_with(['-', '%', '{']);
    let text = is_manifest.then(|| format!("---\n# nothing\n---\n{}", file.text))?;
    let file = File { text, ..file.clone() };
    Some(Example { files: vec![file], ..example.clone() })
}

fn made(linter: &Linter, bad: &Example, expected: &Example) -> Option<String> {
    let report = check(linter, bad);
    let fixed = fix(linter, &report, Scope::Hardening);
    let why: Vec<String> = fixed.withheld.iter().map(|(_, _, why)| why.to_string()).collect();
    expected.files.iter().find_map(|expected| {
        let before = bad.files.iter().find(|it| it.path == expected.path);
        let is_same = |file: &File| file.path == expected.path;
        let after =
            fixed.files.iter().find(|it| bad.files.get(it.file.0 as usize).is_some_and(is_same));
        let text = after.map(|it| it.text.as_str()).or(before.map(|it| it.text.as_str()));
        let text = text.unwrap_or("");
        if text == expected.text {
            return None;
        }
        let diff = similar::TextDiff::from_lines(expected.text.as_str(), text);
        Some(format!("the fix makes something else of it {why:?}\n{}", diff.unified_diff()))
    })
}

/// What is wrong with the rule as a whole: names, promises and the shape of its page.
#[must_use]
pub fn broken_promises(rule: &RuleRef) -> Vec<String> {
    let examples = examples(rule.page());
    let mut broken = Vec::new();
    let mut hold = |is_kept: bool, promise: &str| {
        if !is_kept {
            broken.push(format!("{}: {promise}", rule.name()));
        }
    };
    let file = match rule {
        RuleRef::Static(_) => format!("{}.rs", rule.name().replace('-', "_")),
        RuleRef::Shared(_) => format!("{}.md", rule.name()),
    };
    hold(rule.source().ends_with(&file), "the file has the name of the rule");
    hold(
        rule.name().bytes().all(|it| it.is_ascii_lowercase() || it == b'-'),
        "the name is in kebab case",
    );
    hold(!rule.summary().ends_with('.'), "the summary has no full stop");
    hold(!examples.is_empty(), "the page has examples");
    hold(rule.page().contains("## When to ignore it"), "the page says when to ignore it");
    let known = Settings::all();
    let mut superseded = rule.supersedes().chain(rule.supersedes_item());
    hold(superseded.all(|it| known.find(it).is_some()), "superseded rules exist");
    for example in &examples {
        let Ok(linter) = linter(rule, example) else { continue };
        let report = check(&linter, example);
        let own = report.open().filter(|it| it.rule == *rule);
        for proposal in own.flat_map(|it| &it.proposals) {
            hold(
                rule.fix().is_some_and(|declared| proposal.safety <= declared),
                "fixes are as safe as declared",
            );
        }
    }
    broken
}
