//! `plimsoll explain` and `plimsoll rules`

use std::io::{self, IsTerminal, Write};

use anyhow::{Result, anyhow, bail};
use clap::{Args, ValueEnum};
use codespan_reporting::term::termcolor::{Ansi, Color, ColorSpec, WriteColor};
use plimsoll_linter::{
    Settings,
    diagnostics::{Reaction, Safety},
    model::syntax::name_distance::nearest,
    policy::Policy,
    rules::{Maturity, RuleRef, catalogue, grounds, profile},
};
use serde::Serialize;

use super::Verdict;
use crate::{
    configuration::{self, Choice},
    options::Explain,
};

#[derive(Args)]
pub(crate) struct Listing {
    /// How they are listed
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    #[command(flatten)]
    choice: Choice,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// A line for each
    Text,
    /// A JSON list with everything but the pages
    Json,
}

#[derive(Serialize)]
struct Listed<'a> {
    name: &'a str,
    summary: &'a str,
    group: &'a str,
    severity: &'static str,
    /// `None` where the setting is in force as written.
    platform: Option<&'static str>,
    /// `None` for pages.
    since: Option<&'static str>,
    maturity: &'static str,
    is_recommended: bool,
    fix: Option<&'static str>,
    formerly: &'static [&'static str],
    supersedes: Vec<&'a str>,
    controls: Vec<Reference<'a>>,
}

#[derive(Serialize)]
struct Reference<'a> {
    authority: &'a str,
    id: &'a str,
}

impl<'a> From<&'a RuleRef> for Listed<'a> {
    fn from(rule: &'a RuleRef) -> Self {
        let since = match rule {
            RuleRef::Static(entry) => Some(entry.rule.since),
            RuleRef::Shared(_) => None,
        };
        Self {
            name: rule.name(),
            summary: rule.summary(),
            group: rule.group(),
            severity: rule.severity().as_str(),
            platform: rule.platform().map(Reaction::as_str),
            since,
            maturity: match rule.maturity() {
                Maturity::Stable => "stable",
                Maturity::Deprecated { .. } => "deprecated",
                _ => "preview",
            },
            is_recommended: since.is_some() && rule.is_recommended(),
            fix: rule.fix().map(Safety::as_str),
            formerly: rule.formerly(),
            supersedes: rule.supersedes().chain(rule.supersedes_item()).collect(),
            controls: rule
                .controls()
                .map(|it| Reference { authority: it.authority, id: it.id })
                .collect(),
        }
    }
}

/// Every rule that there is: of the catalogue, of profiles, and of the pages that the configuration
/// here and the arguments name.
fn every_rule(choice: &Choice) -> Result<Settings> {
    let configured = choice.configure(["any.yaml"])?;
    configuration::complain(&configured)?;
    let mut settings = Settings::all();
    for (name, text) in profile::all().flat_map(|it| it.pages) {
        let policy = Policy::read(name, text).map_err(|wrong| anyhow!("{name}: {wrong:?}"))?;
        settings.add(policy.rule)?;
    }
    for rule in configured.configs().flat_map(|it| &it.rules) {
        if settings.find(rule.name()).is_none() {
            settings.add(rule.clone())?;
        }
    }
    Ok(settings)
}

pub(crate) fn explain(arguments: &Explain) -> Result<Verdict> {
    let settings = every_rule(&arguments.choice)?;
    let answering: Vec<&RuleRef> = settings.config().rules.known_as(&arguments.rule).collect();
    let rule = match (settings.find(&arguments.rule), answering.as_slice()) {
        (Some(rule), _) => rule,
        (None, [rule]) => rule,
        (None, []) => return explain_profile(&arguments.rule),
        (None, several) => {
            let mut out = io::stdout().lock();
            writeln!(out, "`{}` is answered by several rules:\n", arguments.rule)?;
            for rule in several {
                writeln!(out, "- {}: {}", rule.name(), rule.summary())?;
            }
            return Ok(Verdict::Clean);
        }
    };
    let mut text = format!("# {}\n\n{} ({})\n\n", rule.name(), rule.summary(), rule.severity());
    text.push_str(rule.text().trim_end());
    let severity = rule.severity();
    text.push_str(&format!("\n\n## Why {severity}\n\nWhat somebody gets at, and what it takes:\n"));
    for (impact, precondition) in grounds(severity) {
        text.push_str(&format!("\n- {impact}; {precondition}"));
    }
    if let Some(reaction) = rule.platform() {
        let what = reaction.explained();
        text.push_str(&format!("\n\n## What the platform makes of it\n\n{reaction}: {what}"));
    }
    let mut controls = rule.controls().peekable();
    if controls.peek().is_some() {
        text.push_str("\n\n## Also known as\n");
    }
    for control in controls {
        text.push_str(&format!("\n- {} {}", control.authority, control.id));
    }
    let out = io::stdout();
    if out.is_terminal() && std::env::var_os("NO_COLOR").is_none() {
        readable(&text, &mut Ansi::new(out.lock()))?;
    } else {
        writeln!(out.lock(), "{text}")?;
    }
    Ok(Verdict::Clean)
}

/// Markdown for a terminal: headings stand out, examples are set in and their fences are gone.
fn readable(text: &str, out: &mut dyn WriteColor) -> io::Result<()> {
    let mut heading = ColorSpec::new();
    heading.set_bold(true);
    let mut example = ColorSpec::new();
    example.set_fg(Some(Color::Cyan));
    let mut is_example = false;
    for line in text.lines() {
        if line.starts_with("```") {
            is_example = !is_example;
            continue;
        }
        match line.trim_start_matches('#') {
            _ if is_example => {
                out.set_color(&example)?;
                write!(out, "    {line}")?;
            }
            title if title.len() < line.len() => {
                out.set_color(&heading)?;
                write!(out, "{}", title.trim_start())?;
            }
            line => write!(out, "{line}")?,
        }
        out.reset()?;
        writeln!(out)?;
    }
    Ok(())
}

pub(crate) fn rules(arguments: &Listing) -> Result<Verdict> {
    let mut out = io::stdout().lock();
    let settings = every_rule(&arguments.choice)?;
    let all: Vec<Listed<'_>> = settings.rules().map(|(rule, _)| Listed::from(rule)).collect();
    if matches!(arguments.format, Form::Json) {
        serde_json::to_writer_pretty(&mut out, &all)?;
        writeln!(out)?;
        return Ok(Verdict::Clean);
    }
    let width = all.iter().map(|it| it.name.len()).max().unwrap_or(0);
    for it in &all {
        let profile = match (it.is_recommended, it.since) {
            (true, _) => "recommended",
            (false, None) => "page",
            (false, Some(_)) => "",
        };
        let fix = it.fix.unwrap_or("");
        writeln!(
            out,
            "{:width$}  {:8}  {profile:11}  {fix:9}  {}",
            it.name, it.severity, it.summary
        )?;
    }
    Ok(Verdict::Clean)
}

fn explain_profile(name: &str) -> Result<Verdict> {
    let Some(profile) = profile::find(name) else {
        let known = catalogue::all().map(|entry| entry.rule.name);
        if let Some(near) = nearest(name, known.chain(profile::all().map(|it| it.name))) {
            bail!("`{name}` is neither a rule nor a profile; did you mean `{near}`?");
        }
        bail!(
            "`{name}` is neither a rule nor a profile; `plimsoll rules` and `plimsoll profiles` \
             list them"
        );
    };
    let mut out = io::stdout().lock();
    writeln!(out, "# {}\n\n{}\n\n{}", profile.name, profile.summary, profile.page.trim_end())?;
    writeln!(out, "\n## Rules\n")?;
    for entry in profile.rules() {
        let level = profile.level(entry).map_or("", |it| it.as_str());
        writeln!(out, "- {} ({level}): {}", entry.rule.name, entry.rule.summary)?;
    }
    Ok(Verdict::Clean)
}

pub(crate) fn profiles() -> Result<Verdict> {
    let mut out = io::stdout().lock();
    let width = profile::all().map(|it| it.name.len()).max().unwrap_or(0);
    for it in profile::all() {
        let count = it.rules().count();
        writeln!(out, "{:width$}  {count:3} rules  {}", it.name, it.summary)?;
    }
    Ok(Verdict::Clean)
}
