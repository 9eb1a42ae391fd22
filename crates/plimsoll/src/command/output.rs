//! In which formats a run is written, and where to.

use std::{
    fs,
    io::{self, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail};
use clap::{Args, ValueEnum};
use codespan_reporting::term::termcolor::{Ansi, NoColor};
use plimsoll_render::{Paths, Run};

/// In which formats a run is written, and where to.
#[derive(Args)]
pub(crate) struct Outputs {
    /// How findings are written to standard output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also writes them in a format to a file; `-` is standard output. Can be given several times
    #[arg(long = "output", value_name = "FORMAT=FILE", value_parser = parse)]
    extra: Vec<(Format, PathBuf)>,
    /// Puts verified edits into json, sarif and rdjson; takes longer
    #[arg(long)]
    pub(crate) fixes: bool,
    /// Counts findings by rule instead of showing each one
    #[arg(long, conflicts_with = "format")]
    statistics: bool,
    /// Leaves out the summary where nothing was missed
    #[arg(long, short)]
    pub(crate) quiet: bool,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    color: Color,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Snippets for people
    Text,
    /// One JSON object; its schema is in the repository
    Json,
    /// SARIF 2.1.0 for code scanning
    Sarif,
    /// Workflow commands, which GitHub shows on the lines of a change
    Github,
    /// GitLab's Code Quality report
    Gitlab,
    /// JUnit XML
    Junit,
    /// Reviewdog Diagnostic Format
    Rdjson,
    /// Tables for the summary of a job, or a comment on a change
    Markdown,
}

#[derive(Clone, Copy, ValueEnum)]
enum Color {
    /// When standard output is a terminal and `NO_COLOR` is not set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    fn is_on(self) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none(),
        }
    }
}

fn parse(text: &str) -> Result<(Format, PathBuf), String> {
    let Some((format, file)) = text.split_once('=').filter(|(_, file)| !file.is_empty()) else {
        return Err("has to be a format and a file: `sarif=report.sarif`".to_owned());
    };
    let format = Format::from_str(format, false).map_err(|_| {
        let known: Vec<String> = Format::value_variants()
            .iter()
            .filter_map(|it| Some(it.to_possible_value()?.get_name().to_owned()))
            .collect();
        format!("`{format}` is not a format; there are {}", known.join(", "))
    })?;
    Ok((format, PathBuf::from(file)))
}

impl Outputs {
    /// Writes the run to standard output and to every file that was asked for.
    pub(crate) fn write(&self, run: &Run<'_>) -> Result<()> {
        for (index, (_, file)) in self.extra.iter().enumerate() {
            if self.extra[..index].iter().any(|(_, other)| other == file) {
                bail!("two outputs go to {}", file.display());
            }
        }
        let mut out = BufWriter::new(UntilClosed { to: io::stdout().lock(), is_closed: false });
        if self.statistics {
            plimsoll_render::statistics(run, &mut out)?;
        } else {
            self.format.write(run, self.color.is_on(), &mut out)?;
        }
        for (format, file) in &self.extra {
            if file == Path::new("-") {
                format.write(run, self.color.is_on(), &mut out)?;
                continue;
            }
            let context = || format!("{} cannot be written", file.display());
            let mut to = BufWriter::new(fs::File::create(file).with_context(context)?);
            format.write(run, false, &mut to).and_then(|()| to.flush()).with_context(context)?;
        }
        out.flush()?;
        Ok(())
    }
}

/// A stream that may be closed by whoever reads it: what nobody reads is nobody's loss, and what a
/// run has come to does not depend on it.
struct UntilClosed<W> {
    to: W,
    is_closed: bool,
}

impl<W: Write> UntilClosed<W> {
    fn unless_closed<T>(&mut self, result: io::Result<T>, otherwise: T) -> io::Result<T> {
        match result {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(otherwise)
            }
            result => result,
        }
    }
}

impl<W: Write> Write for UntilClosed<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_closed {
            return Ok(bytes.len());
        }
        let result = self.to.write(bytes);
        self.unless_closed(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.is_closed {
            return Ok(());
        }
        let result = self.to.flush();
        self.unless_closed(result, ())
    }
}

impl Format {
    fn write(self, run: &Run<'_>, is_coloured: bool, mut out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Text if is_coloured => plimsoll_render::text(run, &mut Ansi::new(&mut out)),
            Self::Text => plimsoll_render::text(run, &mut NoColor::new(&mut out)),
            Self::Json => plimsoll_render::json(run, out),
            Self::Sarif => plimsoll_render::sarif(run, out),
            Self::Github => plimsoll_render::github(run, out),
            Self::Gitlab => plimsoll_render::gitlab(run, out),
            Self::Junit => plimsoll_render::junit(run, out),
            Self::Rdjson => plimsoll_render::rdjson(run, out),
            Self::Markdown => plimsoll_render::markdown(run, out),
        }
    }
}

/// How paths look from the root of the repository that plimsoll was started in; the folder itself
/// where there is none.
pub(crate) fn paths() -> Paths {
    let Ok(folder) = std::env::current_dir() else { return Paths::default() };
    let root = folder.ancestors().find(|it| it.join(".git").exists()).unwrap_or(&folder);
    Paths::new(&root.to_string_lossy(), &folder.to_string_lossy())
}
