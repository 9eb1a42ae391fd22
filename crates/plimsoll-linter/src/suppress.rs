//! Comments that silence rules for a part of a file.
//!
//! `# plimsoll: ignore[rule, rule] reason until=2027-01-31`, on the line of a key or item or on a
//! line of its own above it, covers that key or item with everything below it. Above the first key
//! of a Kubernetes object it covers the object.

mod foreign;

use plimsoll_config::hint_rule;
use plimsoll_diagnostics::{Date, Evidence, FileId, Term, TextRange};
use plimsoll_model::{File, Origin, Project, Why};
use plimsoll_rules::{Authority, Finding, Place, RuleRef, RuleSet, Undecided, assess, catalogue};
use plimsoll_yaml::{Comment, NodeId, Placement};

use crate::{
    judged::{Judged, SuppressedBy},
    settings_by_file::SettingsByFile,
};

/// One suppression comment.
#[derive(Clone, Debug)]
pub struct Suppression {
    /// The file.
    pub file: FileId,
    /// The comment.
    pub range: TextRange,
    /// The bytes that it covers; empty in a document without content.
    pub covers: TextRange,
    /// The rules that it silences.
    pub targets: Vec<Target>,
    /// Why, in the author's words; empty where there is none.
    pub reason: String,
    /// The last day on which it counts.
    pub until: Option<Date>,
    /// The tool that it was written for; `None` for plimsoll.
    pub by: Option<Authority>,
    /// What is wrong with the comment itself, and where.
    problem: Option<(TextRange, String)>,
    node: Origin,
}

/// One rule that a comment silences.
#[derive(Clone, Debug)]
pub struct Target {
    /// The name as written.
    pub name: String,
    /// Its bytes.
    pub range: TextRange,
    /// How many findings it silences.
    pub silenced: usize,
    /// How many it would silence if their rule were not locked.
    pub refused: usize,
}

const MARK: &str = "plimsoll:";

/// The suppressions in the first `handed_in` files; those for other tools where the settings of
/// the file say that they count.
pub(crate) fn read(
    project: &Project,
    by_file: &SettingsByFile,
    handed_in: usize,
) -> Vec<Suppression> {
    let judged =
        project.files().iter().take(handed_in).filter(|it| it.recognition.dialect.is_judged());
    let of_file = |file: &File| {
        let mut found = of_file(file);
        let settings = by_file.of(&file.path);
        if settings.foreign_suppressions {
            found.extend(foreign::of_file(file, &settings.config().rules));
        }
        found
    };
    judged.flat_map(of_file).collect()
}

/// The rules that answer the check of another tool.
#[must_use]
pub fn rules_answering<'r>(rules: &'r RuleSet, tool: Authority, check: &str) -> Vec<&'r RuleRef> {
    foreign::answering(rules, tool, Some(check)).collect()
}

fn of_file(file: &File) -> Vec<Suppression> {
    let mut found = Vec::new();
    for comment in file.tree.comments() {
        let text = comment.range.slice(file.text());
        let Some(body) = text.trim_start_matches('#').trim_start().strip_prefix(MARK) else {
            continue;
        };
        let Some(node) = comment.node.or_else(|| file.tree.nodes().next().map(|(id, _)| id)) else {
            continue;
        };
        let start = comment.range.end() as usize - body.len();
        let mut it = Suppression {
            file: file.id,
            range: comment.range,
            covers: comment
                .node
                .map_or(TextRange::from_usize(0, 0), |node| covers(file, comment, node)),
            targets: Vec::new(),
            reason: String::new(),
            until: None,
            by: None,
            problem: None,
            node: Origin { file: file.id, node },
        };
        if let Err((range, problem)) = parse(body, start, &mut it) {
            it.problem = Some((range, problem));
        }
        found.push(it);
    }
    found
}

/// What a comment about `node` covers.
fn covers(file: &File, comment: &Comment, node: NodeId) -> TextRange {
    let parent = file.tree.node(node).parent;
    let is_first_key = parent.is_some_and(|parent| {
        file.tree.node(parent).parent.is_none()
            && file.tree.node(parent).range.start() == file.tree.node(node).range.start()
    });
    match parent {
        Some(object)
            if is_first_key
                && comment.placement == Placement::OwnLine
                && !file.recognition.dialect.is_compose() =>
        {
            file.tree.node(object).range
        }
        _ => file.tree.entry_range(node),
    }
}

/// Reads what follows the mark; `start` is its offset in the file.
fn parse(body: &str, start: usize, it: &mut Suppression) -> Result<(), (TextRange, String)> {
    let whole = it.range;
    let verb = body.trim_start();
    let Some(rest) = verb.strip_prefix("ignore") else {
        return Err((whole, "a `plimsoll:` comment has to go on with `ignore[rule]`".to_owned()));
    };
    let Some((names, tail)) = rest.trim_start().strip_prefix('[').and_then(|it| it.split_once(']'))
    else {
        return Err((
            whole,
            "`ignore` has to name its rules in brackets: `ignore[rule]`".to_owned(),
        ));
    };
    let names_start = start + (body.len() - tail.len() - 1 - names.len());
    let mut offset = names_start;
    for part in names.split(',') {
        let name = part.trim();
        let from = offset + (part.len() - part.trim_start().len());
        offset += part.len() + 1;
        if !name.is_empty() {
            let range = TextRange::from_usize(from, from + name.len());
            it.targets.push(Target { name: name.to_owned(), range, silenced: 0, refused: 0 });
        }
    }
    if it.targets.is_empty() {
        return Err((whole, "`ignore` names no rule".to_owned()));
    }
    let mut words = Vec::new();
    for word in tail.split_whitespace() {
        match word.strip_prefix("until=") {
            Some(date) => {
                let Ok(date) = date.parse() else {
                    return Err((whole, format!("`{date}` is not a date like `2027-01-31`")));
                };
                it.until = Some(date);
            }
            None => words.push(word),
        }
    }
    it.reason = words.join(" ").trim_start_matches(['-', ':', '—']).trim_start().to_owned();
    Ok(())
}

/// Marks what `suppressions` silence, and counts.
pub(crate) fn apply(
    project: &Project,
    by_file: &SettingsByFile,
    suppressions: &mut [Suppression],
    judged: &mut dyn Iterator<Item = &mut Judged>,
) {
    if suppressions.is_empty() {
        return;
    }
    for it in judged {
        let at = it.diagnostic.at;
        let settings = by_file.of(&project.file(at.file).path);
        let line_of = |range: TextRange| project.file(at.file).lines.line(range.start());
        for (index, suppression) in suppressions.iter_mut().enumerate() {
            let is_over = suppression.term(settings.today).is_over();
            if suppression.file != at.file || suppression.problem.is_some() || is_over {
                continue;
            }
            let is_covered = suppression.covers.contains_range(at.range)
                || line_of(suppression.range) == line_of(at.range);
            if !is_covered {
                continue;
            }
            let silences = |target: &&mut Target| {
                settings.find(&target.name).is_some_and(|rule| *rule == it.rule)
            };
            if let Some(target) = suppression.targets.iter_mut().find(silences) {
                if settings.config().lock(it.rule.name()).is_some() {
                    target.refused += 1;
                    continue;
                }
                target.silenced += 1;
                it.suppressed_by.get_or_insert(SuppressedBy::Comment(index));
            }
        }
    }
}

/// What is wrong with the suppressions themselves.
pub(crate) fn stale(
    project: &Project,
    by_file: &SettingsByFile,
    suppressions: &[Suppression],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut report = |it: &Suppression, rule: &str, at: TextRange, message: String| {
        let Some(entry) = catalogue::find(rule) else { return };
        findings.push(Finding {
            rule: RuleRef::from(entry),
            subject: String::new(),
            setting: project.file(it.file).tree.address(it.node.node).to_string(),
            message,
            at: Place { at: it.node, part: Some(at) },
            evidence: Evidence::Stated,
            platform: None,
            grade: None,
            value: at.slice(project.file(it.file).text()).to_owned(),
            labels: Vec::new(),
            here: None,
            fixes: Vec::new(),
        });
    };
    // What is written for other tools is theirs to complain about.
    for it in suppressions.iter().filter(|it| it.by.is_none()) {
        let settings = by_file.of(&project.file(it.file).path);
        if let Some((range, problem)) = &it.problem {
            report(it, "malformed-suppression", *range, problem.clone());
            continue;
        }
        if settings.needs_reason && it.reason.is_empty() {
            report(
                it,
                "unexplained-suppression",
                it.range,
                "suppression does not say why".to_owned(),
            );
        }
        match it.term(settings.today) {
            Term::Over(until) => {
                let message = format!("suppression ended on {until} and silences nothing any more");
                report(it, "expired-suppression", it.range, message);
                continue;
            }
            Term::Ending(until) => {
                let message = format!("suppression ends on {until}, and what it silences is back");
                report(it, "expiring-suppression", it.range, message);
            }
            Term::Running => {}
        }
        for target in &it.targets {
            let name = &target.name;
            match settings.find(name) {
                None => {
                    let hint = hint_rule(name, &settings.config().rules);
                    let message = format!("`{name}` is not a rule{hint}");
                    report(it, "malformed-suppression", target.range, message);
                }
                Some(rule) if target.refused > 0 => {
                    let config = settings.config();
                    let by = config.lock(rule.name()).map(|it| config.source(it.source).name());
                    let by = by.unwrap_or("the configuration");
                    let message =
                        format!("`{name}` is locked by `{by}` and cannot be silenced here");
                    report(it, "forbidden-suppression", target.range, message);
                }
                // What only the whole project shows may be what it silences.
                Some(rule)
                    if target.silenced == 0
                        && settings.level(rule.name()).is_some()
                        && is_decided(project, rule) =>
                {
                    report(
                        it,
                        "unused-suppression",
                        target.range,
                        format!("`{name}` finds nothing here"),
                    );
                }
                Some(_) => {}
            }
        }
    }
    findings
}

/// Whether it is certain that `rule` finds nothing more where the whole project is seen.
fn is_decided(project: &Project, rule: &RuleRef) -> bool {
    match (project.given(), rule) {
        (given, _) if given.is_part => false,
        (given, _) if !given.is_alone => true,
        // Whom a pair lacks may be in a file beside it.
        (_, RuleRef::Static(entry)) if entry.rule.check.counts_itself() => false,
        (_, RuleRef::Static(entry)) => {
            let is_open = |it: &Undecided| it.why.contains(Why::Partial.as_str());
            !assess(project, entry).undecided.iter().any(is_open)
        }
        (_, RuleRef::Shared(_)) => false,
    }
}

impl Suppression {
    /// Whether it cannot be read and so silences nothing.
    #[must_use]
    pub const fn is_malformed(&self) -> bool {
        self.problem.is_some()
    }

    /// How its last day stands to `today`.
    #[must_use]
    pub fn term(&self, today: Option<Date>) -> Term {
        Term::of(self.until, today)
    }
}
