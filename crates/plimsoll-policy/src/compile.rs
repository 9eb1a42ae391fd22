//! From the text of a block to something that can be evaluated, and the evaluation.

use std::{collections::HashMap, sync::Arc};

use cel::{
    Context, Env, ExecutionError, IdedExpr, Value,
    common::{
        ast::{CallExpr, Expr, LiteralValue, SourceInfo, operators as op},
        types::{CelBool, CelNull, CelString, DYN_TYPE, STRING_TYPE},
        value::CowVal,
    },
};
use plimsoll_diagnostics::TextRange;
use plimsoll_model::{syntax, vocabulary::Kind};
use regex::Regex;

use crate::{
    check::check,
    limits::{MAX_SOURCE, MAX_STEPS, regex},
    problem::Problem,
    types::{SUBJECT, variable},
    value::{Everything, INAPPLICABLE, UNDECIDED, World, undecided},
};

/// A block that is ready to run.
pub(crate) struct Program {
    expression: IdedExpr,
    kind: &'static Kind,
    env: Arc<Env>,
    patterns: Arc<HashMap<String, Regex>>,
    /// Facts of the rule's own subject, in the order in which the block names them.
    pub(crate) facts: Vec<String>,
}

/// What a block says about one subject.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    /// It is wrong.
    Wrong,
    /// It is right.
    Right,
    /// The files do not decide it; why.
    Undecided(String),
    /// It asks for what the platform does not have.
    Inapplicable,
    /// The block cannot be evaluated for it; why.
    Failed(String),
}

/// Compiles `source`, which stands at `start` of its page.
///
/// # Errors
///
/// Everything that is wrong with it.
pub(crate) fn compile(
    source: &str,
    start: u32,
    kind: &'static Kind,
) -> Result<Program, Vec<Problem>> {
    let whole = TextRange::from_usize(0, source.trim_end().len()).shifted(start);
    if source.len() > MAX_SOURCE {
        let message = format!("the block is longer than {MAX_SOURCE} bytes");
        return Err(vec![Problem::new(whole, message)]);
    }
    if source.trim().is_empty() {
        return Err(vec![Problem::new(whole, "the block is empty")]);
    }
    let env = environment().map_err(|error| vec![Problem::new(whole, error)])?;
    let program = env.compile(source).map_err(|errors| syntax_errors(source, start, &errors))?;
    let info = program.source_info();
    let range_of = |id: u64| range_of(source, info, id).shifted(start);
    let mut expression = program.expression().clone();
    let checked = check(&expression, kind, &range_of);
    if !checked.problems.is_empty() {
        return Err(checked.problems);
    }
    rewrite(&mut expression, &checked.digs);
    let patterns =
        checked.patterns.into_iter().filter_map(|it| Some((it.clone(), regex(&it).ok()?)));
    let patterns = Arc::new(patterns.collect());
    Ok(Program { expression, kind, env: Arc::new(env), patterns, facts: checked.facts })
}

fn environment() -> Result<Env, String> {
    let mut env = Env::stdlib().with_optional_support(false);
    let added =
        env.add_overload(DIG, "dig", vec![DYN_TYPE.to_owned(), DYN_TYPE.to_owned()], |args| {
            let [operand, name] = args.as_slice() else {
                return Err(ExecutionError::missing_argument_or_target());
            };
            if operand.downcast_ref::<CelNull>().is_some() {
                return Ok(CowVal::owned(CelNull));
            }
            match operand.as_indexer() {
                Some(indexer) => {
                    indexer.get(name.as_ref()).map(|it| CowVal::Owned(it.into_owned()))
                }
                None => Err(ExecutionError::function_error(
                    "content",
                    format!("a {} has no parts", operand.get_type().name()),
                )),
            }
        });
    added.map_err(|error| error.to_string())?;
    let lower = env.add_member_overload(
        "lowerAscii",
        "lower_ascii",
        STRING_TYPE.to_owned(),
        Vec::new(),
        |args| {
            let text = args.first().and_then(|it| it.downcast_ref::<CelString<'_>>());
            Ok(CowVal::owned(CelString::from(
                text.map_or("", |it| it.inner()).to_ascii_lowercase(),
            )))
        },
    );
    lower.map_err(|error| error.to_string())?;
    let seconds = env.add_overload("seconds", "seconds", vec![STRING_TYPE.to_owned()], |args| {
        let text = args
            .first()
            .and_then(|it| it.downcast_ref::<CelString<'_>>())
            .map_or("", |it| it.inner());
        let duration =
            syntax::duration::parse(text).map_err(|_| undecided("a text is not a duration"))?;
        Ok(CowVal::owned(cel::common::types::CelDouble::from(duration.as_secs_f64())))
    });
    seconds.map_err(|error| error.to_string())?;
    let expiry =
        env.add_overload("token_expiry", "token_expiry", vec![STRING_TYPE.to_owned()], |args| {
            let text = args.first().and_then(|it| it.downcast_ref::<CelString<'_>>());
            let day = syntax::secret::expiry(text.map_or("", |it| it.inner()))
                .ok_or_else(|| undecided("a text is no token that ends"))?;
            Ok(CowVal::owned(CelString::from(day.to_string())))
        });
    expiry.map_err(|error| error.to_string())?;
    Ok(env)
}

/// The function that asks for a part of a content, null where it is absent.
const DIG: &str = "@dig";
/// `matches` with an expression that is compiled already.
const MATCHES: &str = "@matches";

/// Turns the nodes in `digs` into calls that let an absent part be null, and `matches` into one
/// that does not compile its pattern again.
fn rewrite(it: &mut IdedExpr, digs: &[u64]) {
    let is_dig = digs.contains(&it.id);
    match &mut it.expr {
        Expr::Select(select) => {
            rewrite(&mut select.operand, digs);
            if is_dig {
                let is_test = select.test;
                let field =
                    LiteralValue::String(CelString::from(std::mem::take(&mut select.field)));
                let operand = std::mem::take(&mut *select.operand);
                let dug = call(DIG, vec![operand, literal(field)]);
                it.expr = match is_test {
                    true => call(
                        op::NOT_EQUALS,
                        vec![IdedExpr { id: 0, expr: dug }, literal(LiteralValue::Null)],
                    ),
                    false => dug,
                };
            }
        }
        Expr::Call(call_expr) => {
            if let Some(target) = &mut call_expr.target {
                rewrite(target, digs);
            }
            call_expr.args.iter_mut().for_each(|it| rewrite(it, digs));
            if is_dig {
                call_expr.func_name = DIG.to_owned();
            } else if call_expr.func_name == "matches"
                && let Some(target) = call_expr.target.take()
            {
                call_expr.func_name = MATCHES.to_owned();
                call_expr.args.insert(0, *target);
            }
        }
        Expr::Comprehension(it) => {
            for part in [
                &mut it.iter_range,
                &mut it.accu_init,
                &mut it.loop_cond,
                &mut it.loop_step,
                &mut it.result,
            ] {
                rewrite(part, digs);
            }
        }
        Expr::List(list) => list.elements.iter_mut().for_each(|it| rewrite(it, digs)),
        Expr::Literal(_) | Expr::Ident(_) | Expr::Map(_) | Expr::Struct(_) | Expr::Unspecified => {}
    }
}

fn call(name: &str, args: Vec<IdedExpr>) -> Expr {
    Expr::Call(CallExpr { func_name: name.to_owned(), target: None, args })
}

fn literal(value: LiteralValue) -> IdedExpr {
    IdedExpr { id: 0, expr: Expr::Literal(value) }
}

/// The bytes of a node in the block.
fn range_of(source: &str, info: &SourceInfo, id: u64) -> TextRange {
    let Some((start, stop)) = info.offset_for(id) else {
        return TextRange::from_usize(0, source.trim_end().len());
    };
    let byte =
        |character: usize| source.char_indices().nth(character).map_or(source.len(), |(at, _)| at);
    let (start, end) = (byte(start as usize), byte(stop as usize + 1));
    let is_name = |it: char| it.is_alphanumeric() || it == '_';
    match source.get(start..end) {
        // A selection is known by its dot, a call by its parenthesis: their names say more.
        Some(".") => {
            let rest = source.get(end..).unwrap_or("");
            let from = end + (rest.len() - rest.trim_start().len());
            let name = source.get(from..).unwrap_or("").split(|it| !is_name(it)).next();
            TextRange::from_usize(from, from + name.map_or(0, str::len))
        }
        Some("(") => {
            let before = source.get(..start).unwrap_or("").trim_end();
            let name = before.rsplit(|it| !is_name(it)).next().unwrap_or("");
            TextRange::from_usize(before.len() - name.len(), before.len())
        }
        _ => TextRange::from_usize(start, end),
    }
}

fn syntax_errors(source: &str, start: u32, errors: &cel::ParseErrors) -> Vec<Problem> {
    let mut problems: Vec<Problem> = Vec::new();
    for error in &errors.errors {
        let line = usize::try_from(error.pos.0).unwrap_or(1).max(1) - 1;
        let column = usize::try_from(error.pos.1).unwrap_or(1).max(1) - 1;
        let before: usize = source.split_inclusive('\n').take(line).map(str::len).sum();
        let rest = source.get(before..).unwrap_or("");
        let line = rest.split('\n').next().unwrap_or("");
        let at = line.char_indices().nth(column).map_or(line.len(), |(at, _)| at);
        let length = line.get(at..).and_then(|it| it.chars().next()).map_or(0, char::len_utf8);
        let at = TextRange::from_usize(before + at, before + at + length).shifted(start);
        let message = error.msg.lines().next().unwrap_or("").trim_start_matches("Syntax error: ");
        if problems.iter().all(|it| it.at != at) {
            problems.push(Problem::new(at, format!("not CEL: {message}")));
        }
    }
    problems
}

impl Program {
    /// Judges the subject with this position; `world` counts the steps.
    pub(crate) fn judge<'v>(&self, world: &'v World<'v>, index: usize) -> Verdict {
        let mut context: Context<'_, 'v> = Context::with_env(Arc::clone(&self.env));
        let patterns = Arc::clone(&self.patterns);
        let matches = move |text: Arc<String>, pattern: Arc<String>| {
            patterns.get(&**pattern).is_some_and(|it| it.is_match(&text))
        };
        let today = world.parameters.today;
        let days_until = move |text: Arc<String>| -> Result<i64, ExecutionError> {
            let today = today.ok_or_else(|| undecided("today's date is not known"))?;
            let day = text.parse().map_err(|()| undecided("a text is not a date"))?;
            Ok(today.days_until(day))
        };
        let added = context
            .add_function(MATCHES, matches)
            .and_then(|()| context.add_function("days_until", days_until));
        if let Err(error) = added {
            return Verdict::Failed(error.to_string());
        }
        for name in [variable(self.kind.name), SUBJECT.to_owned()] {
            context.add_variable_as_val(name, world.subject(self.kind, index));
        }
        let around = world.file_of(self.kind, index);
        for (name, is_parameters) in [("project", false), ("parameters", true)] {
            let everything = Everything { world, is_parameters, around };
            context.add_variable_as_val(name, Box::new(everything));
        }
        let verdict = self.evaluate(world, &context, false);
        if !matches!(verdict, Verdict::Undecided(_)) {
            return verdict;
        }
        // The known part of a list may decide; where it does not, nothing does.
        match self.evaluate(world, &context, true) {
            decided @ (Verdict::Right | Verdict::Wrong) if !world.is_doubtful() => decided,
            _ => verdict,
        }
    }

    fn evaluate<'v>(
        &self,
        world: &'v World<'v>,
        context: &Context<'_, 'v>,
        is_lenient: bool,
    ) -> Verdict {
        world.allow(MAX_STEPS, is_lenient);
        let result = Value::resolve_val(&self.expression, context);
        if world.is_exhausted() {
            return Verdict::Undecided(format!("it takes more than {MAX_STEPS} steps"));
        }
        match result {
            Ok(value) => match value.downcast_ref::<CelBool>() {
                Some(it) if *it.inner() => Verdict::Wrong,
                Some(_) => Verdict::Right,
                None => Verdict::Failed(format!(
                    "the block is a {}, not true or false",
                    value.get_type().name()
                )),
            },
            Err(ExecutionError::FunctionError { function, message }) if function == UNDECIDED => {
                Verdict::Undecided(message)
            }
            Err(ExecutionError::FunctionError { function, .. }) if function == INAPPLICABLE => {
                Verdict::Inapplicable
            }
            Err(error) => Verdict::Failed(told(&error)),
        }
    }
}

/// What went wrong, without the values: one of them may be a secret.
fn told(error: &ExecutionError) -> String {
    match error {
        ExecutionError::NoSuchKey(name) => format!("there is no `{name}`"),
        ExecutionError::NoSuchOverload(it) => it.to_string(),
        ExecutionError::FunctionError { function, .. } => format!("`{function}` cannot be applied"),
        ExecutionError::DivisionByZero(_) | ExecutionError::RemainderByZero(_) => {
            "division by zero".to_owned()
        }
        ExecutionError::Overflow(..) => "a number is too large".to_owned(),
        _ => "a value is not of the kind that is needed".to_owned(),
    }
}
