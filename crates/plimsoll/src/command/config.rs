//! `plimsoll config`: what holds for a file, and which line decided.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use anyhow::{Result, bail};
use clap::Args;
use plimsoll_linter::{
    Settings,
    config::{Config, Origin, Place, hint_rule, schema},
    diagnostics::Level,
    rules::{Parameters, RuleSet},
};

use super::Verdict;
use crate::configuration::{self, Choice};

#[derive(Args)]
pub(crate) struct ConfigArguments {
    /// The file or folder whose configuration is shown
    #[arg(default_value = ".")]
    file: PathBuf,
    /// Shows only what decides on this rule, line by line
    #[arg(long, value_name = "RULE")]
    explain: Option<String>,
    /// Prints the JSON schema of `plimsoll.toml`, with the rules of this version
    #[arg(long, conflicts_with = "explain")]
    schema: bool,
    /// With --schema: leaves the names of rules out, for files of any version
    #[arg(long, requires = "schema")]
    any_rule: bool,
    #[command(flatten)]
    choice: Choice,
}

pub(crate) fn config(arguments: &ConfigArguments) -> Result<Verdict> {
    let mut out = io::stdout().lock();
    if arguments.schema {
        let rules = RuleSet::catalogue();
        let known = (!arguments.any_rule).then_some(&rules);
        out.write_all(schema(known).as_bytes())?;
        return Ok(Verdict::Clean);
    }
    let shown = arguments.file.to_string_lossy().replace('\\', "/");
    // A folder stands for the files in it.
    let is_folder = arguments.file.is_dir();
    let inside = if is_folder { format!("{shown}/any.yaml") } else { shown.clone() };
    let configured = arguments.choice.configure([inside.as_str()])?;
    configuration::complain(&configured)?;
    let Some(settings) = configured.settings(&inside) else { bail!("nothing is configured") };
    match &arguments.explain {
        Some(rule) => explain(&mut out, settings, rule, (!is_folder).then_some(shown.as_str()))?,
        None => resolved(&mut out, settings)?,
    }
    Ok(Verdict::Clean)
}

fn explain(out: &mut dyn Write, settings: &Settings, name: &str, file: Option<&str>) -> Result<()> {
    let config = settings.config();
    let Some(rule) = settings.find(name) else {
        bail!("`{name}` is not a rule{}", hint_rule(name, &config.rules));
    };
    let name = rule.name();
    let decision = config.decision(name);
    writeln!(out, "{name} is {}: {}", shown(decision.level), by(config, decision.by))?;
    if let Some(lock) = config.lock(name) {
        writeln!(out, "locked: {}", config.shown(lock))?;
    }
    if let Some(file) = file {
        writeln!(out, "{file} is {}", configuration::inclusion(settings, file))?;
    }
    for it in &config.overrides {
        let Some(choice) = it.choice(name) else { continue };
        writeln!(out, "\n{} where an override holds: {}", shown(choice), config.shown(it.place))?;
        writeln!(out, "{}", indented(text(config, it.place)))?;
        if it.term(settings.today).is_over() {
            writeln!(out, "  but its last day has passed")?;
        }
        if file.is_some_and(|file| !it.may_hold_in(&settings.absolute(file))) {
            writeln!(out, "  but not in this file")?;
        }
    }
    Ok(())
}

/// The whole configuration as TOML, each line with who decided.
fn resolved(out: &mut dyn Write, settings: &Settings) -> Result<()> {
    let config = settings.config();
    match config.sources.first() {
        Some(source) => writeln!(out, "# {}", source.path)?,
        None => writeln!(out, "# no plimsoll.toml: this is how plimsoll comes")?,
    }
    for source in config.sources.iter().skip(1) {
        writeln!(out, "#   extends {}", source.path)?;
    }
    writeln!(out, "fail-on = \"{}\"", config.fail_on.unwrap_or(Level::Warning))?;
    writeln!(out, "needs-reason = {}", config.needs_reason)?;
    writeln!(out, "foreign-suppressions = {}", config.foreign_suppressions)?;
    if let Some((path, _)) = &config.baseline {
        writeln!(out, "baseline = {path:?}")?;
    }
    writeln!(out, "\n[parameters]")?;
    for parameter in Parameters::ALL {
        let value = settings.parameters.get(parameter);
        let origin = config.parameter_origins.get(parameter.name).copied();
        let by = by(config, origin.unwrap_or(Origin::Default));
        writeln!(out, "{} = {value}  # {by}", parameter.name)?;
    }
    writeln!(out, "\n[rules]")?;
    let width = settings.rules().map(|(rule, _)| rule.name().len()).max().unwrap_or(0);
    for (rule, level) in settings.rules() {
        let name = rule.name();
        let level = format!("\"{}\"", shown(level));
        let lock = config.lock(name).map_or("", |_| ", locked");
        let by = by(config, config.decision(name).by);
        writeln!(out, "{name:width$} = {level:9}  # {by}{lock}")?;
    }
    let overrides = config.overrides.iter().map(|it| it.place);
    for place in overrides.chain(config.externals.iter().map(|it| it.place)) {
        writeln!(out, "\n# {}\n{}", config.shown(place), text(config, place))?;
    }
    Ok(())
}

/// The text of an override, from its header to the end of its last line.
fn text(config: &Config, place: Place) -> &str {
    let text = &config.source(place.source).text;
    let start = (place.at.start() as usize).min(text.len());
    let text = &text[start..];
    let mut end = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let is_header = line.starts_with('[') && !line.starts_with("[overrides.");
        if index > 0 && is_header {
            break;
        }
        end += line.len();
    }
    text[..end].trim_end()
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("  | {line}")).collect::<Vec<_>>().join("\n")
}

fn shown(level: Option<Level>) -> &'static str {
    level.map_or("off", Level::as_str)
}

fn by(config: &Config, origin: Origin) -> String {
    match origin {
        Origin::Profile(name, Some(place)) => format!("profile {name}, {}", config.shown(place)),
        Origin::Profile(name, None) => format!("profile {name}"),
        Origin::Page => "its own page".to_owned(),
        Origin::File(place) => config.shown(place),
        _ => "nobody decided otherwise".to_owned(),
    }
}
