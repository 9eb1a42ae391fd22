//! From TOML to values whose types are those of the table of keys.

use plimsoll_diagnostics::{Date, Level, TextRange};
use plimsoll_rules::{Parameters, catalogue, parameters};
use toml::{
    Spanned as Toml,
    de::{DeTable, DeValue},
};

use crate::{
    hint::hint,
    keys::{Key, Shape},
    source::Spanned,
};

/// A level, or `None` for `off`.
pub(crate) type Choice = Option<Level>;

/// The value of a key.
#[derive(Clone, Debug)]
enum Value {
    Text(Spanned<String>),
    Flag(bool),
    Texts(Vec<Spanned<String>>),
    Day(Date),
    Level(Level),
    Rules(Vec<(Spanned<String>, Spanned<Choice>)>),
    Parameters(Vec<(Spanned<String>, Spanned<parameters::Value>)>),
    Tables(Vec<Fields>),
}

/// The entries of a table.
#[derive(Clone, Debug)]
pub(crate) struct Fields {
    /// The bytes of the table.
    pub(crate) at: TextRange,
    entries: Vec<(&'static str, Spanned<Value>)>,
}

macro_rules! takes {
    ($($name:ident: $variant:ident -> $type:ty,)*) => {$(
        /// The value of the key, where it is there and has the right type.
        pub(crate) fn $name(&self, key: &str) -> Option<Spanned<$type>> {
            let (_, it) = self.entries.iter().find(|(name, _)| *name == key)?;
            match &it.value {
                Value::$variant(value) => Some(Spanned { value: value.clone(), at: it.at }),
                _ => None,
            }
        }
    )*};
}

impl Fields {
    takes! {
        text_in_quotes: Text -> Spanned<String>,
        flag: Flag -> bool,
        texts: Texts -> Vec<Spanned<String>>,
        day: Day -> Date,
        level: Level -> Level,
        rules: Rules -> Vec<(Spanned<String>, Spanned<Choice>)>,
        parameters: Parameters -> Vec<(Spanned<String>, Spanned<parameters::Value>)>,
        tables: Tables -> Vec<Fields>,
    }

    /// The text of the key.
    pub(crate) fn text(&self, key: &str) -> Option<Spanned<String>> {
        self.text_in_quotes(key).map(|it| it.value)
    }
}

/// What is wrong, and where.
pub(crate) type Wrong = (TextRange, String);

/// Reads `text` as a table with these `keys`. What is wrong is left out, and said.
pub(crate) fn read(text: &str, keys: &'static [Key], wrong: &mut Vec<Wrong>) -> Fields {
    let (table, errors) = DeTable::parse_recoverable(text);
    let first = wrong.len();
    for error in errors {
        let at = error.span().map_or(TextRange::from_usize(0, 0), range);
        wrong.push((at, error.message().replace('\n', ", ").trim_end_matches('.').to_owned()));
    }
    let broken: Vec<TextRange> = wrong[first..].iter().map(|it| it.0).collect();
    let mut unfit = Vec::new();
    let fields = fields(&table, keys, &mut unfit);
    // What is no TOML has no type either, and one complaint is enough.
    let is_new =
        |it: &Wrong| !broken.iter().any(|at| at.start() < it.0.end() && it.0.start() < at.end());
    wrong.extend(unfit.into_iter().filter(is_new));
    fields
}

/// The table that the name of a rule or parameter belongs to.
fn misplaced(name: &str) -> Option<&'static str> {
    let is_parameter = Parameters::ALL.iter().any(|it| it.name == name);
    let table = if is_parameter { "parameters" } else { "rules" };
    (is_parameter || catalogue::find(name).is_some()).then_some(table)
}

fn range(span: std::ops::Range<usize>) -> TextRange {
    TextRange::from_usize(span.start, span.end)
}

fn fields(table: &Toml<DeTable<'_>>, keys: &'static [Key], wrong: &mut Vec<Wrong>) -> Fields {
    let mut fields = Fields { at: range(table.span()), entries: Vec::new() };
    for (name, value) in table.get_ref() {
        let Some(key) = keys.iter().find(|key| key.name == name.get_ref()) else {
            let hint = match misplaced(name.get_ref()) {
                Some(table) => format!("; it belongs below `[{table}]`"),
                None => hint(name.get_ref(), keys.iter().map(|key| key.name)),
            };
            let message = format!("`{}` is not a key here{hint}", name.get_ref());
            wrong.push((range(name.span()), message));
            continue;
        };
        match read_value(key.shape, value, wrong) {
            Ok(read) => {
                fields.entries.push((key.name, Spanned { value: read, at: range(value.span()) }));
            }
            Err(Unfit) => {
                let message = format!("`{}` has to be {}", key.name, key.shape.as_str());
                wrong.push((range(value.span()), message));
            }
        }
    }
    fields
}

/// The value has another type than its key.
struct Unfit;

fn read_value(
    shape: Shape,
    value: &Toml<DeValue<'_>>,
    wrong: &mut Vec<Wrong>,
) -> Result<Value, Unfit> {
    let at = range(value.span());
    let it = value.get_ref();
    match shape {
        Shape::Text => {
            let text = it.as_str().ok_or(Unfit)?;
            Ok(Value::Text(Spanned { value: text.to_owned(), at }))
        }
        Shape::Flag => it.as_bool().map(Value::Flag).ok_or(Unfit),
        Shape::Texts => texts(value).map(Value::Texts).ok_or(Unfit),
        Shape::Day => day(it).map(Value::Day).ok_or(Unfit),
        Shape::Level => match it.as_str().and_then(|text| text.parse().ok()) {
            Some(level) => Ok(Value::Level(level)),
            None => Err(Unfit),
        },
        Shape::Rules => {
            let table = it.as_table().ok_or(Unfit)?;
            let mut rules = Vec::new();
            for (name, level) in table {
                let name = Spanned { value: name.get_ref().to_string(), at: range(name.span()) };
                match choice(level.get_ref()) {
                    Ok(value) => {
                        rules.push((name, Spanned { value, at: range(level.span()) }));
                    }
                    Err(message) => {
                        wrong.push((range(level.span()), format!("`{}` {message}", name.value)));
                    }
                }
            }
            Ok(Value::Rules(rules))
        }
        Shape::Parameters => {
            let table = it.as_table().ok_or(Unfit)?;
            let mut parameters = Vec::new();
            for (name, value) in table {
                let at = range(value.span());
                let name = Spanned { value: name.get_ref().to_string(), at: range(name.span()) };
                match parameter(value) {
                    Some(value) => parameters.push((name, Spanned { value, at })),
                    None => wrong.push((
                        at,
                        format!(
                            "`{}` has to be a string, a whole number, `true`, `false` or a list \
                             of strings",
                            name.value
                        ),
                    )),
                }
            }
            Ok(Value::Parameters(parameters))
        }
        Shape::Tables(keys) => {
            let tables = it.as_array().ok_or(Unfit)?;
            let mut read = Vec::new();
            for table in tables {
                let DeValue::Table(inner) = table.get_ref() else { return Err(Unfit) };
                read.push(fields(&Toml::new(table.span(), inner.clone()), keys, wrong));
            }
            Ok(Value::Tables(read))
        }
    }
}

fn texts(value: &Toml<DeValue<'_>>) -> Option<Vec<Spanned<String>>> {
    let text = |it: &Toml<DeValue<'_>>| {
        let value = it.get_ref().as_str()?.to_owned();
        Some(Spanned { value, at: range(it.span()) })
    };
    match value.get_ref().as_array() {
        Some(items) => items.iter().map(text).collect(),
        None => text(value).map(|it| vec![it]),
    }
}

fn day(value: &DeValue<'_>) -> Option<Date> {
    if let Some(text) = value.as_str() {
        return text.parse().ok();
    }
    let it = value.as_datetime()?;
    // A time of day would suggest a precision that nothing here has.
    it.date.filter(|_| it.time.is_none())?.to_string().parse().ok()
}

/// Reads `off` or the name of a level.
fn choice(value: &DeValue<'_>) -> Result<Choice, String> {
    const NAMES: [&str; 4] = ["off", "note", "warning", "error"];
    let expected = "`off`, `note`, `warning` or `error`";
    let Some(text) = value.as_str() else {
        return Err(format!("has to be {expected}, in quotes"));
    };
    if text == "off" {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|()| {
        let hint = hint(text, NAMES);
        format!("has to be {expected}, not `{text}`{hint}")
    })
}

fn parameter(value: &Toml<DeValue<'_>>) -> Option<parameters::Value> {
    Some(match value.get_ref() {
        DeValue::String(text) => parameters::Value::Text(text.to_string()),
        DeValue::Boolean(flag) => parameters::Value::Flag(*flag),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            parameters::Value::Number(i64::from_str_radix(&digits, number.radix()).ok()?)
        }
        // `1.30` without quotes: the digits as written are what was meant.
        DeValue::Float(number) => parameters::Value::Text(number.as_str().to_owned()),
        DeValue::Array(_) => {
            let texts = texts(value)?;
            parameters::Value::Texts(texts.into_iter().map(|it| it.value).collect())
        }
        _ => return None,
    })
}
