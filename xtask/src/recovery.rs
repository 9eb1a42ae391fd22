//! How much of a Compose file survives a typing mistake.
//!
//! Every file is broken in fourteen ways, one line at a time. What counts is the pairs of address
//! and value on the lines that the mistake did not touch: how many of them are still in the tree,
//! and how many are there that the unbroken file does not have.
//!
//! - A pair counts with its whole address. When the line of a key is broken, what is nested below
//!   it is still wanted under that key: a person sees where it belongs.
//! - A pair is left out when its key or any line of its value was touched, in the unbroken file
//!   and in the broken one.
//! - A mistake after which the text is still YAML is no case: it says something else now, and no
//!   reader can know better.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use anyhow::Context as _;
use plimsoll_yaml::{Kind, NodeId, Parse, SyntaxErrorKind, Tree, parse};

/// Longer files are left out, in bytes.
const LONGEST: usize = 12 << 10;

/// One kind of mistake.
struct Mistake {
    name: &'static str,
    /// What becomes of a line that holds content, given its indentation and the rest; `None`
    /// where the mistake cannot be made on it. Several lines where lines are added.
    make: fn(&str, &str) -> Option<Vec<String>>,
    /// The lines of the result that the mistake touched, the rest being as it was.
    touched: std::ops::Range<usize>,
}

/// The kinds, in the order of the report.
const MISTAKES: [Mistake; 14] = [
    Mistake {
        name: "single quote not closed",
        make: |indent, rest| before_value(indent, rest, "'"),
        touched: 0..1,
    },
    Mistake {
        name: "double quote not closed",
        make: |indent, rest| before_value(indent, rest, "\""),
        touched: 0..1,
    },
    Mistake {
        name: "`[` not closed",
        make: |indent, rest| before_value(indent, rest, "["),
        touched: 0..1,
    },
    Mistake {
        name: "`{` not closed",
        make: |indent, rest| before_value(indent, rest, "{"),
        touched: 0..1,
    },
    Mistake {
        name: "tab as indentation",
        make: |indent, rest| (!indent.is_empty()).then(|| vec![format!("\t{rest}")]),
        touched: 0..1,
    },
    Mistake {
        name: "half a key in front of a line",
        make: |indent, rest| Some(vec![format!("{indent}ima"), format!("{indent}{rest}")]),
        touched: 0..1,
    },
    Mistake {
        name: "key with nested garbage in front of a line",
        make: |indent, rest| {
            let garbage = format!("{indent}    @ what: : now");
            Some(vec![format!("{indent}new:"), garbage, format!("{indent}{rest}")])
        },
        touched: 0..2,
    },
    Mistake {
        name: "one column to the left",
        make: |indent, rest| Some(vec![format!("{}{rest}", indent.strip_prefix(' ')?)]),
        touched: 0..1,
    },
    Mistake {
        name: "one column to the right",
        make: |indent, rest| Some(vec![format!("{indent} {rest}")]),
        touched: 0..1,
    },
    Mistake {
        name: "two columns to the left",
        make: |indent, rest| Some(vec![format!("{}{rest}", indent.strip_prefix("  ")?)]),
        touched: 0..1,
    },
    Mistake {
        name: "stray dash",
        make: |indent, rest| (!rest.starts_with('-')).then(|| vec![format!("{indent}- {rest}")]),
        touched: 0..1,
    },
    Mistake {
        name: "second colon",
        make: |indent, rest| before_value(indent, rest, ": "),
        touched: 0..1,
    },
    Mistake {
        name: "colon removed",
        make: |indent, rest| {
            let (key, value) = rest.split_once(':')?;
            Some(vec![format!("{indent}{key}{value}")])
        },
        touched: 0..1,
    },
    Mistake {
        name: "stray indicator",
        make: |indent, rest| {
            let indicators = ["@", "`", "%", "&", "*", "!", "]", "}"];
            before_value(indent, rest, indicators[rest.len() % indicators.len()])
        },
        touched: 0..1,
    },
];

/// Puts `what` in front of the value of a key or item.
fn before_value(indent: &str, rest: &str, what: &str) -> Option<Vec<String>> {
    let (before, value) = match rest.split_once(": ") {
        Some((key, value)) => (format!("{key}: "), value),
        None => ("- ".to_owned(), rest.strip_prefix("- ")?),
    };
    let plain =
        value.starts_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '$'));
    plain.then(|| vec![format!("{indent}{before}{what}{value}")])
}

#[derive(Default)]
struct Count {
    cases: u32,
    whole: u32,
    kept: f64,
    pairs: usize,
    found: usize,
    spurious: usize,
    time: Duration,
}

/// Measures recovery on the Compose files below `folder` and prints a table.
///
/// # Errors
///
/// When the folder cannot be read, or holds no file that can be broken.
#[expect(clippy::print_stdout, reason = "the table is the result")]
pub(crate) fn run(folder: &Path) -> anyhow::Result<()> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).with_context(|| folder.display().to_string())?;
        for entry in entries {
            let path: PathBuf = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == "yml" || it == "yaml") {
                files.push(path);
            }
        }
    }
    files.sort();
    let mut counts: Vec<Count> = MISTAKES.iter().map(|_| Count::default()).collect();
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for path in &files {
        let Ok(text) = fs::read_to_string(path) else { continue };
        if text.len() > LONGEST {
            continue;
        }
        let whole = parse(&text);
        if !whole.errors.is_empty() {
            continue;
        }
        for (mistake, count) in MISTAKES.iter().zip(&mut counts) {
            measure(&text, &whole.tree, mistake, &mut random, count);
        }
    }
    println!(
        "| mistake | cases | pairs kept | cases with all kept | spurious a case | ms a case |"
    );
    println!("| --- | ---: | ---: | ---: | ---: | ---: |");
    let mut total = Count::default();
    for (mistake, count) in MISTAKES.iter().zip(&counts) {
        row(mistake.name, count);
        total.cases += count.cases;
        total.whole += count.whole;
        total.kept += count.kept;
        total.pairs += count.pairs;
        total.found += count.found;
        total.spurious += count.spurious;
        total.time += count.time;
    }
    anyhow::ensure!(total.cases > 0, "`{}` holds no file to break", folder.display());
    row("all", &total);
    println!("{:.2} % of all pairs together", 100.0 * share(total.found, total.pairs));
    Ok(())
}

#[expect(clippy::cast_precision_loss, reason = "a share for people to read")]
fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

#[expect(clippy::print_stdout, reason = "the table is the result")]
fn row(name: &str, count: &Count) {
    let cases = f64::from(count.cases.max(1));
    println!(
        "| {name} | {} | {:.2} % | {:.1} % | {:.3} | {:.3} |",
        count.cases,
        100.0 * count.kept / cases,
        100.0 * f64::from(count.whole) / cases,
        share(count.spurious, count.cases.max(1) as usize),
        1000.0 * count.time.as_secs_f64() / cases,
    );
}

fn measure(text: &str, tree: &Tree, mistake: &Mistake, random: &mut u64, count: &mut Count) {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    // Some tries, because not every line can be broken in every way.
    for _ in 0..20 {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        let Ok(chosen) = usize::try_from(*random % lines.len().max(1) as u64) else { return };
        let Some(line) = lines.get(chosen) else { return };
        let content = line.trim_end_matches(['\n', '\r']);
        let line_break = &line[content.len()..];
        let rest = content.trim_start_matches(' ');
        if rest.is_empty() || rest.starts_with('#') || rest.starts_with("---") {
            continue;
        }
        let indent = &content[..content.len() - rest.len()];
        let Some(made) = (mistake.make)(indent, rest) else { continue };
        let mut broken: String = lines[..chosen].concat();
        let last = made.len() - 1;
        for (position, made) in made.iter().enumerate() {
            broken.push_str(made);
            broken.push_str(if position < last && line_break.is_empty() {
                "\n"
            } else {
                line_break
            });
        }
        broken.push_str(&lines[chosen + 1..].concat());

        let start = Instant::now();
        let recovered = parse(&broken);
        let time = start.elapsed();
        if !is_broken(&recovered) {
            continue;
        }
        let inserted = made.len() - 1;
        let touched_before = if inserted == 0 { chosen..chosen + 1 } else { chosen..chosen };
        let touched_after = chosen + mistake.touched.start..chosen + mistake.touched.end;
        let all = pairs(tree, &(0..0));
        let mut wanted = pairs(tree, &touched_before);
        let wanted_count: usize = wanted.values().sum();
        let got = pairs(&recovered.tree, &touched_after);
        let mut found = 0;
        for (pair, number) in &mut wanted {
            found += got.get(pair).copied().unwrap_or_default().min(*number);
        }
        let spurious: usize = got
            .iter()
            .map(|(pair, number)| number.saturating_sub(all.get(pair).copied().unwrap_or_default()))
            .sum();
        if std::env::var_os("RECOVERY_SHOW").is_some_and(|it| it == mistake.name)
            && (found < wanted_count || spurious > 0)
        {
            show(&broken, chosen, &recovered, &wanted, &got, &all);
        }
        count.cases += 1;
        count.whole += u32::from(found == wanted_count);
        count.kept += share(found, wanted_count);
        count.pairs += wanted_count;
        count.found += found;
        count.spurious += spurious;
        count.time += time;
        return;
    }
}

fn is_broken(parse: &Parse) -> bool {
    parse
        .errors
        .iter()
        .any(|error| matches!(error.kind, SyntaxErrorKind::Malformed | SyntaxErrorKind::Limit))
}

type Pairs = HashMap<(String, String), usize>;

/// The pairs of address and value whose key and value keep clear of the lines `touched`; items
/// have the address of their sequence with brackets behind it.
fn pairs(tree: &Tree, touched: &std::ops::Range<usize>) -> Pairs {
    let breaks: Vec<usize> = tree.text().match_indices('\n').map(|(offset, _)| offset).collect();
    let line = |offset: u32| breaks.partition_point(|at| *at < offset as usize);
    let clear = |id: NodeId| {
        let range = tree.node(id).range;
        let (first, last) = (line(range.start()), line(range.end()));
        touched.is_empty() || last < touched.start || first >= touched.end
    };
    let mut pairs = Pairs::new();
    let mut addresses: HashMap<NodeId, String> = HashMap::new();
    for (id, node) in tree.nodes() {
        let parent = node.parent.and_then(|parent| addresses.get(&parent)).cloned();
        let address = match (tree.entry_of(id), parent) {
            (Some(entry), _) if entry.key == id => continue,
            (Some(entry), parent) => {
                format!("{}.{}", parent.unwrap_or_default(), tree.key_text(&entry))
            }
            (None, Some(parent)) => format!("{parent}[]"),
            (None, None) => String::new(),
        };
        let value = match &node.kind {
            Kind::Scalar(scalar) => Some(scalar.value.to_string()),
            Kind::Alias(alias) => Some(format!("*{}", alias.name)),
            Kind::Mapping(_) | Kind::Sequence(_) => None,
        };
        let keys_clear = tree.entry_of(id).is_none_or(|entry| clear(entry.key));
        if let Some(value) = value.filter(|_| keys_clear && clear(id)) {
            *pairs.entry((address.clone(), value)).or_default() += 1;
        }
        addresses.insert(id, address);
    }
    pairs
}

#[expect(clippy::print_stdout, reason = "asked for by a variable, for looking at cases")]
fn show(text: &str, line: usize, parse: &Parse, wanted: &Pairs, got: &Pairs, all: &Pairs) {
    println!("==========");
    for (number, content) in text.lines().enumerate() {
        if number + 6 > line && number < line + 6 {
            println!("{}{content}", if number == line { ">" } else { " " });
        }
    }
    for error in &parse.errors {
        println!("  error {:?} {}", error.at.slice(text), error.message);
    }
    for pair in wanted.keys().filter(|pair| !got.contains_key(*pair)).take(5) {
        println!("  lost {pair:?}");
    }
    for pair in got.keys().filter(|pair| !all.contains_key(*pair)).take(5) {
        println!("  spurious {pair:?}");
    }
}
