//! Runs the pages of rules as tests: what a page calls bad is found where it says so, what it
//! calls fixed is what the fix makes of it, and what it calls good is left alone.
//!
//! It knows of no disk; the tests of this project and `plimsoll test` run it.

mod page;
mod restyle;

pub use page::{Block, Kind, blocks};
pub use restyle::restyled;

use plimsoll_linter::{Linter, Report, Scope, Settings, fix, rules::RuleRef};

/// What the page of `rule` promises and the rule does not keep, a paragraph each.
#[must_use]
pub fn failures(rule: &RuleRef) -> Vec<String> {
    let mut failures = Vec::new();
    let blocks = blocks(rule.page());
    for (index, block) in blocks.iter().enumerate() {
        let at = format!("{}, block {}", rule.name(), index + 1);
        if block.kind == Kind::Fixed
            && let Some(bad) = index.checked_sub(1).and_then(|it| blocks.get(it))
        {
            failures.extend(fixed(rule, bad, block).map(|it| format!("{at}: {it}")));
        }
        let linter = linter(rule, block);
        let found = lines(&linter.check_text(block.path(), &block.text), rule, block);
        if found != block.marks {
            failures.push(format!("{at}: found {found:?}, the page says {:?}", block.marks));
            continue;
        }
        for (style, text) in restyled(&block.text) {
            let report = linter.check_text(block.path(), &text);
            let restyled = lines(&report, rule, block).len();
            if restyled != block.marks.len() {
                failures.push(format!(
                    "{at}, {style}: {restyled} findings instead of {}\n{text}",
                    block.marks.len()
                ));
            }
        }
    }
    failures
}

/// What the files of examples leave undecided, so that a `good` block may say less than it seems.
#[must_use]
pub fn undecided(rule: &RuleRef) -> Vec<String> {
    let mut notes = Vec::new();
    for (index, block) in blocks(rule.page()).iter().enumerate() {
        let report = linter(rule, block).check_text(block.path(), &block.text);
        for it in report.undecided.iter().filter(|it| it.rule == *rule) {
            notes.push(format!("block {}: {} is not decided: {}", index + 1, it.subject, it.why));
        }
    }
    notes
}

/// The date on which examples are judged.
const TODAY: &str = "2027-01-15";

/// Runs the page's own rule, and those that the block marks.
fn linter(rule: &RuleRef, block: &Block) -> Linter {
    let runs = |name: &str| name == rule.name() || block.marks.iter().any(|(_, it)| it == name);
    let mut settings = Settings::of(|rule| runs(rule.name));
    if let RuleRef::Shared(_) = rule {
        // A name that is taken is reported where the rule is loaded.
        let _ = settings.add(rule.clone());
    }
    settings.parameters = plimsoll_linter::rules::Parameters::default();
    settings.today = TODAY.parse().ok();
    Linter::new(settings)
}

/// Line (from one) and rule of everything that was found.
fn lines(report: &Report, rule: &RuleRef, block: &Block) -> Vec<(u32, String)> {
    let wanted = |name: &str| name == rule.name() || block.marks.iter().any(|(_, it)| it == name);
    let mut found: Vec<_> = report
        .diagnostics()
        .filter(|it| wanted(it.rule.as_str()))
        .map(|it| {
            let line = report.project.file(it.at.file).lines.line(it.at.range.start());
            (line + 1, it.rule.to_string())
        })
        .collect();
    found.sort();
    found
}

fn fixed(rule: &RuleRef, bad: &Block, expected: &Block) -> Option<String> {
    let linter = linter(rule, bad);
    let report = linter.check_text(bad.path(), &bad.text);
    let fixed = fix(&linter, &report, Scope::Hardening);
    let text = fixed.files.first().map_or(bad.text.as_str(), |it| it.text.as_str());
    if text == expected.text {
        return None;
    }
    let why: Vec<String> = fixed.withheld.iter().map(|(_, _, why)| why.to_string()).collect();
    let diff = similar::TextDiff::from_lines(expected.text.as_str(), text);
    Some(format!("the fix makes something else of it {why:?}\n{}", diff.unified_diff()))
}

/// What is wrong with the rule as a whole: names, promises and the shape of its page.
#[must_use]
pub fn broken_promises(rule: &RuleRef) -> Vec<String> {
    let blocks = blocks(rule.page());
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
    hold(!blocks.is_empty(), "the page has examples");
    hold(rule.page().contains("## When to ignore it"), "the page says when to ignore it");
    let known = Settings::all();
    hold(rule.supersedes().all(|it| known.find(it).is_some()), "superseded rules exist");
    for block in &blocks {
        let report = linter(rule, block).check_text(block.path(), &block.text);
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
