//! A page as a rule.

use std::sync::Arc;

use plimsoll_diagnostics::{Evidence, TextRange};
use plimsoll_model::{AnySubject, Patch, Project, vocabulary::Kind};
use plimsoll_rules::{Context, CustomRule, Proposal, RuleRef};
use plimsoll_yaml::Plain;

use crate::{
    compile::{Program, Verdict, compile},
    header::{self, FixHeader, Header},
    message::Template,
    page::parts,
    problem::Problem,
    types::Type,
};

/// A page that was read and compiled.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The rule.
    pub rule: RuleRef,
    /// The bytes of the rule's name in the page.
    pub name_at: TextRange,
    /// The names of rules that it supersedes; whether there are such rules is for the one to say
    /// who knows them all.
    pub supersedes: Vec<String>,
}

impl Policy {
    /// Reads and compiles the page `text`, which stands at `path`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with it, in the order of its bytes.
    pub fn read(path: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let parts = parts(text).map_err(|problem| vec![problem])?;
        let mut problems = Vec::new();
        let header = header::read(parts.header.slice(text), parts.header.start(), &mut problems);
        let Some(header) = header else { return Err(sorted(problems)) };
        let source = (parts.expression.slice(text), parts.expression.start());
        let mut judges: Vec<Judge> = Vec::new();
        for kind in &header.subjects {
            judges.extend(judge(text, source, &header, kind, &mut problems));
        }
        if !problems.is_empty() {
            return Err(sorted(problems));
        }
        let supersedes = header.supersedes.clone();
        let rule = CustomRule {
            name: header.name,
            summary: header.summary,
            severity: header.severity,
            platform: header.platform,
            controls: header.controls,
            fix: header.fix.as_ref().map(|it| it.safety),
            supersedes: header.supersedes,
            page: parts.body.slice(text).trim().to_owned(),
            source: path.to_owned(),
            check: Box::new(move |project, context| {
                judges.iter().for_each(|it| it.run(project, context));
            }),
        };
        let name_at =
            text.find("name:").map_or(TextRange::empty(0), |at| TextRange::from_usize(at, at + 5));
        Ok(Self { rule: RuleRef::Shared(Arc::new(rule)), name_at, supersedes })
    }
}

/// In the order of bytes; what is wrong for several kinds of subject is said once.
fn sorted(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|it| it.at);
    problems.dedup_by(|one, other| one.at == other.at && one.message == other.message);
    problems
}

/// What the page `text`, whose block is `source` with where it begins, does to subjects of `kind`;
/// `None` where it can do nothing, and `problems` say why.
fn judge(
    text: &str,
    source: (&str, u32),
    header: &Header,
    kind: &'static Kind,
    problems: &mut Vec<Problem>,
) -> Option<Judge> {
    let program = compile(source.0, source.1, kind).map_err(|wrong| problems.extend(wrong)).ok();
    let when = header.when.as_ref().and_then(|(source, at)| {
        let is_quoted = at.slice(text).starts_with(['"', '\'']);
        let start = at.start() + u32::from(is_quoted);
        compile(source, start, kind).map_err(|wrong| problems.extend(wrong)).ok()
    });
    let message = Template::read(&header.message.0, header.message.1, kind, problems);
    if let Some((name, at)) = &header.at {
        known_fact(name, *at, kind, problems);
    }
    for (name, at, _) in header.fix.iter().flat_map(|it| &it.set) {
        known_fact(name, *at, kind, problems);
    }
    let at = header.at.as_ref().map(|(name, _)| name.clone());
    Some(Judge { program: program?, when, kind, message, at, fix: header.fix.clone() })
}

fn known_fact(name: &str, at: TextRange, kind: &'static Kind, problems: &mut Vec<Problem>) {
    let members = Type::Subject(kind).members();
    if !members.iter().any(|it| it.is_fact && it.name == name) {
        let facts = members.iter().filter(|it| it.is_fact).map(|it| it.name.as_str());
        let problem = Problem::new(at, format!("`{name}` is not a fact of a {}", kind.name));
        problems.push(problem.meant(name, facts));
    }
}

/// What a page does to a project.
struct Judge {
    program: Program,
    when: Option<Program>,
    kind: &'static Kind,
    message: Template,
    at: Option<String>,
    fix: Option<FixHeader>,
}

impl Judge {
    fn run<'p>(&self, project: &'p Project, context: &mut Context<'p>) {
        let world = crate::value::World::new(project, context.parameters);
        for index in 0..(self.kind.count)(&project.subjects) {
            let Some(subject) = (self.kind.get)(&project.subjects, index) else { continue };
            let applies = self.when.as_ref().map_or(Verdict::Wrong, |it| it.judge(&world, index));
            let verdict = match applies {
                Verdict::Right | Verdict::Inapplicable => continue,
                Verdict::Wrong => self.program.judge(&world, index),
                undecided => undecided,
            };
            match verdict {
                Verdict::Right => context.judged(),
                Verdict::Inapplicable => {}
                Verdict::Wrong => {
                    context.judged();
                    self.report(project, subject, context);
                }
                Verdict::Undecided(why) => context.undecided(subject.identity(), why),
                Verdict::Failed(why) => {
                    let why = format!("the block cannot be evaluated: {why}");
                    context.undecided(subject.identity(), why);
                }
            }
        }
    }

    fn report(&self, project: &Project, subject: &dyn AnySubject, context: &mut Context<'_>) {
        let message = self.message.fill(project, subject);
        let facts = subject.facts();
        // The fact that the page names, else the first of those in the block that the file
        // states, else the first.
        let named = self.at.iter().chain(&self.program.facts);
        let mut candidates: Vec<_> = named
            .filter_map(|name| facts.iter().find(|it| it.name == *name))
            .filter_map(|it| Some((it, it.fact.place()?, it.fact.rests_on()?)))
            .collect();
        if self.at.is_none() {
            candidates.sort_by_key(|(_, _, evidence)| *evidence == Evidence::Assumed);
        }
        let identity = subject.identity();
        let mut draft = match candidates.first() {
            Some((fact, site, evidence)) => {
                context.report_site(identity, site, *evidence, message).keyed(fact.fact.shown())
            }
            None => context.report_at(identity, identity.shown, message),
        };
        if let Some(fix) = &self.fix {
            let patches = fix.set.iter().map(|(name, _, value)| change(&facts, name, value));
            if let Some(patches) = patches.collect::<Option<Vec<Patch>>>() {
                draft = draft.offer(Proposal {
                    title: fix.title.clone(),
                    safety: fix.safety,
                    may_break: fix.may_break.clone().map(Into::into),
                    patches,
                    only: None,
                    reaches: Arc::default(),
                });
            }
        }
        let _ = draft;
    }
}

fn change(facts: &[plimsoll_model::Shown<'_>], name: &str, value: &Plain) -> Option<Patch> {
    facts.iter().find(|it| it.name == name)?.fact.change_to(value.clone())
}

/// Nothing of a rule is shown but its name.
impl std::fmt::Debug for Judge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Judge").finish_non_exhaustive()
    }
}
