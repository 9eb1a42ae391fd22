//! The types of a block: every name that does not exist and every comparison that cannot hold is
//! found before a file is read.

use cel::{
    IdedExpr,
    common::ast::{CallExpr, ComprehensionExpr, Expr, LiteralValue, SelectExpr, operators as op},
};
use plimsoll_diagnostics::TextRange;
use plimsoll_model::vocabulary::Kind;

use crate::{
    limits::MAX_NESTING,
    problem::{Problem, listed},
    signature::FUNCTIONS,
    types::{SUBJECT, Type, variable},
};

/// A finished check.
pub(crate) struct Checked {
    pub(crate) problems: Vec<Problem>,
    /// Nodes that ask for a part of a document's content: a part that is absent is null.
    pub(crate) digs: Vec<u64>,
    /// Facts of the rule's own subject, in the order in which the block names them.
    pub(crate) facts: Vec<String>,
    /// The regular expressions of `matches`.
    pub(crate) patterns: Vec<String>,
}

/// Checks `expression`, which is about a subject of `kind`; `range_of` gives the bytes of a node.
pub(crate) fn check(
    expression: &IdedExpr,
    kind: &'static Kind,
    range_of: &dyn Fn(u64) -> TextRange,
) -> Checked {
    let mut checker = Checker {
        scope: vec![
            (variable(kind.name), Type::Subject(kind)),
            (SUBJECT.to_owned(), Type::Subject(kind)),
            ("project".to_owned(), Type::Project),
            ("parameters".to_owned(), Type::Parameters),
        ],
        subject: variable(kind.name),
        nesting: 0,
        range_of,
        done: Checked {
            problems: Vec::new(),
            digs: Vec::new(),
            facts: Vec::new(),
            patterns: Vec::new(),
        },
    };
    let result = checker.of(expression);
    if !matches!(result, Type::Bool | Type::Unclear | Type::Content) {
        checker.wrong(expression.id, format!("the block is a {result}, not true or false"));
    }
    checker.done
}

struct Checker<'c> {
    scope: Vec<(String, Type)>,
    subject: String,
    nesting: usize,
    range_of: &'c dyn Fn(u64) -> TextRange,
    done: Checked,
}

impl Checker<'_> {
    fn problem(&mut self, problem: Problem) -> Type {
        self.done.problems.push(problem);
        Type::Unclear
    }

    fn wrong(&mut self, id: u64, message: impl Into<String>) -> Type {
        let at = (self.range_of)(id);
        self.problem(Problem::new(at, message))
    }

    fn of(&mut self, it: &IdedExpr) -> Type {
        match &it.expr {
            Expr::Literal(literal) => match literal {
                LiteralValue::Boolean(_) => Type::Bool,
                LiteralValue::Double(_) | LiteralValue::Int(_) | LiteralValue::UInt(_) => {
                    Type::Number
                }
                LiteralValue::Null => Type::Null,
                LiteralValue::String(_) => Type::Text,
                LiteralValue::Bytes(_) => {
                    self.wrong(it.id, "bytes cannot be compared with any fact")
                }
            },
            Expr::Ident(name) => self.variable(it.id, name),
            Expr::Select(select) => self.select(it.id, select),
            Expr::Call(call) => self.call(it, call),
            Expr::List(list) => {
                let mut item = Type::Unclear;
                for element in &list.elements {
                    let one = self.of(element);
                    if matches!(item, Type::Unclear) {
                        item = one;
                    }
                }
                Type::List(Box::new(item))
            }
            Expr::Comprehension(it) => self.comprehension(it),
            Expr::Map(_) | Expr::Struct(_) => {
                self.wrong(it.id, "maps and messages cannot be made in a block")
            }
            Expr::Unspecified => Type::Unclear,
        }
    }

    fn variable(&mut self, id: u64, name: &str) -> Type {
        if let Some((_, it)) = self.scope.iter().rev().find(|(known, _)| known == name) {
            return it.clone();
        }
        let at = (self.range_of)(id);
        let own =
            self.scope.iter().filter(|(it, _)| !it.starts_with('@')).map(|(it, _)| it.as_str());
        let mut problem =
            Problem::new(at, format!("`{name}` is not a variable here")).meant(name, own);
        let members = self.scope.first().map(|(_, it)| it.members()).unwrap_or_default();
        if members.iter().any(|it| it.name == name) {
            problem = problem.help(format!("write `{}.{name}`", self.subject));
        }
        self.problem(problem)
    }

    fn select(&mut self, id: u64, select: &SelectExpr) -> Type {
        let operand = self.of(&select.operand);
        let field = &select.field;
        let found = match operand.known() {
            Type::Unclear => Type::Unclear,
            Type::Content => {
                self.done.digs.push(id);
                Type::Content
            }
            _ => self.member(id, &operand, field),
        };
        if !select.test {
            if let Expr::Ident(name) = &select.operand.expr
                && (*name == self.subject || name == SUBJECT)
                && operand.members().iter().any(|it| it.is_fact && it.name == *field)
                && !self.done.facts.contains(field)
            {
                self.done.facts.push(field.clone());
            }
            return found;
        }
        if !matches!(operand.known(), Type::Content | Type::Unclear) {
            let at = (self.range_of)(id);
            return self.problem(
                Problem::new(
                    at,
                    format!("`has` is for the parts of `content`; `{field}` is always there"),
                )
                .help("compare its value instead"),
            );
        }
        Type::Bool
    }

    fn member(&mut self, id: u64, operand: &Type, field: &str) -> Type {
        let members = operand.members();
        if let Some(it) = members.iter().find(|it| it.name == field) {
            return it.of.clone();
        }
        let at = (self.range_of)(id);
        let what = match operand.known() {
            Type::Record(_) => "this value".to_owned(),
            it if members.is_empty() => format!("a {it}"),
            it => it.to_string(),
        };
        let message = format!("`{field}` is nothing that can be asked of {what}");
        let problem = Problem::new(at, message);
        self.problem(match operand.known() {
            Type::List(_) => problem.help(format!(
                "ask its items: `.exists(it, it.{field} …)`, `.all(it, it.{field} …)`"
            )),
            _ => problem.meant(field, members.iter().map(|it| it.name.as_str())),
        })
    }

    fn call(&mut self, it: &IdedExpr, call: &CallExpr) -> Type {
        if call.target.is_none() {
            match (call.func_name.as_str(), call.args.as_slice()) {
                (op::LOGICAL_AND | op::LOGICAL_OR, args) => {
                    args.iter().for_each(|it| self.truth(it));
                    return Type::Bool;
                }
                (op::LOGICAL_NOT | op::NOT_STRICTLY_FALSE, [one]) => {
                    self.truth(one);
                    return Type::Bool;
                }
                (op::CONDITIONAL, [condition, yes, no]) => {
                    self.truth(condition);
                    let yes = self.of(yes);
                    let no = self.of(no);
                    return if matches!(yes, Type::Unclear) { no } else { yes };
                }
                (op::EQUALS | op::NOT_EQUALS, [left, right]) => {
                    self.equality(it.id, left, right);
                    return Type::Bool;
                }
                (op::LESS | op::LESS_EQUALS | op::GREATER | op::GREATER_EQUALS, [left, right]) => {
                    return self.order(it.id, left, right);
                }
                (op::IN, [item, list]) => return self.inside(it.id, item, list),
                (op::INDEX, [operand, index]) => return self.index(it.id, operand, index),
                (op::ADD, [left, right]) => return self.sum(it.id, left, right),
                (op::SUBSTRACT | op::MULTIPLY | op::DIVIDE | op::MODULO, args)
                | (op::NEGATE, args) => {
                    for one in args {
                        self.expect(one, &Type::Number);
                    }
                    return Type::Number;
                }
                (op::OPT_INDEX | op::OPT_SELECT, _) => {
                    return self.wrong(it.id, "optional values are not supported");
                }
                _ => {}
            }
        }
        self.function(it, call)
    }

    fn truth(&mut self, it: &IdedExpr) {
        self.expect(it, &Type::Bool);
    }

    fn expect(&mut self, it: &IdedExpr, wanted: &Type) -> Type {
        let found = self.of(it);
        let fits = match (wanted, found.known()) {
            (_, Type::Unclear | Type::Content) => true,
            (Type::Bool, it) => matches!(it, Type::Bool),
            (Type::Number, it) => matches!(it, Type::Number),
            _ => true,
        };
        if !fits {
            let wanted = match wanted {
                Type::Bool => "true or false".to_owned(),
                it => format!("a {it}"),
            };
            return self.wrong(it.id, format!("this is a {found}, and {wanted} is needed here"));
        }
        found
    }

    fn equality(&mut self, id: u64, left: &IdedExpr, right: &IdedExpr) {
        let (one, other) = (self.of(left), self.of(right));
        for (it, of) in [(left, &one), (right, &other)] {
            if !of.is_plain() && !matches!(of, Type::Content) {
                let hint = match of.known() {
                    Type::List(_) => "ask `size(…)`, `… in`, `.all` or `.exists` of it".to_owned(),
                    it => {
                        let members = it.members();
                        let names: Vec<&str> = members.iter().map(|it| it.name.as_str()).collect();
                        format!("compare a part of it: {}", listed(&names[..names.len().min(6)]))
                    }
                };
                let at = (self.range_of)(it.id);
                self.problem(
                    Problem::new(at, format!("a {of} cannot be compared as a whole")).help(hint),
                );
                return;
            }
        }
        if matches!((&one, &other), (Type::Content, Type::Content)) {
            let at = (self.range_of)(id);
            self.problem(
                Problem::new(at, "two parts of a content cannot be compared as they are")
                    .help("say what they are: `string(…)`, `int(…)`"),
            );
            return;
        }
        if matches!(one, Type::Null) && !matches!(other, Type::Null) {
            let at = (self.range_of)(id);
            self.problem(
                Problem::new(at, "`null` stands first").help("write it behind: `… == null`"),
            );
            return;
        }
        if matches!(other, Type::Null)
            && !matches!(one, Type::Optional(_) | Type::Content | Type::Unclear)
        {
            self.wrong(id, format!("a {one} is never null"));
            return;
        }
        self.word(&one, right);
        self.word(&other, left);
        if !could_be_equal(one.known(), other.known()) {
            self.wrong(id, format!("a {one} is never equal to a {other}"));
        }
    }

    /// Checks a literal that is compared with one of a few words.
    fn word(&mut self, it: &Type, literal: &IdedExpr) {
        let (Type::Word(words), Expr::Literal(LiteralValue::String(text))) =
            (it.known(), &literal.expr)
        else {
            return;
        };
        let text = text.inner();
        if !words.contains(&text) {
            let at = (self.range_of)(literal.id);
            let problem = Problem::new(at, format!("`{text}` is never its value"));
            self.problem(problem.meant(text, words.iter().copied()));
        }
    }

    fn order(&mut self, id: u64, left: &IdedExpr, right: &IdedExpr) -> Type {
        let (one, other) = (self.of(left), self.of(right));
        let fits = matches!(
            (one.known(), other.known()),
            (Type::Unclear | Type::Content, _)
                | (_, Type::Unclear | Type::Content)
                | (Type::Number, Type::Number)
                | (Type::Text | Type::Word(_), Type::Text | Type::Word(_))
        );
        if !fits {
            self.wrong(id, format!("a {one} is neither less nor more than a {other}"));
        }
        Type::Bool
    }

    fn inside(&mut self, id: u64, item: &IdedExpr, list: &IdedExpr) -> Type {
        let (item_type, of) = (self.of(item), self.of(list));
        match of.known() {
            Type::Unclear | Type::Content => {}
            Type::List(inner) => {
                if !inner.is_plain() {
                    let at = (self.range_of)(list.id);
                    self.problem(
                        Problem::new(at, format!("a {inner} cannot be compared as a whole"))
                            .help("write `.exists(it, …)` with a part of it"),
                    );
                } else if !could_be_equal(item_type.known(), inner.known()) {
                    self.wrong(id, format!("a {item_type} is never in a {of}"));
                } else {
                    self.word(&inner.clone(), item);
                    if let Expr::List(literals) = &list.expr {
                        for literal in &literals.elements {
                            self.word(&item_type, literal);
                        }
                    }
                }
            }
            it => {
                self.wrong(list.id, format!("this is a {it}, and a list is needed here"));
            }
        }
        Type::Bool
    }

    fn index(&mut self, id: u64, operand: &IdedExpr, index: &IdedExpr) -> Type {
        let of = self.of(operand);
        let by = self.of(index);
        match of.known() {
            Type::Unclear => Type::Unclear,
            Type::Content => {
                self.done.digs.push(id);
                Type::Content
            }
            Type::List(item) => {
                if !matches!(by, Type::Number | Type::Unclear) {
                    return self
                        .wrong(index.id, "a list is asked for an item by its number, from 0");
                }
                (**item).clone()
            }
            it => self.wrong(id, format!("a {it} has no items")),
        }
    }

    fn sum(&mut self, id: u64, left: &IdedExpr, right: &IdedExpr) -> Type {
        // The macros `map`, `filter` and `exists_one` expand to sums with `@result`.
        let is_macro = matches!(&left.expr, Expr::Ident(name) if name.starts_with('@'));
        let (one, other) = (self.of(left), self.of(right));
        match (one.known(), other.known()) {
            (Type::List(_), Type::List(_)) if is_macro => other,
            (Type::Number, Type::Number) => Type::Number,
            (
                Type::Text | Type::Word(_) | Type::Content,
                Type::Text | Type::Word(_) | Type::Content,
            ) => Type::Text,
            (Type::Unclear, _) | (_, Type::Unclear) => Type::Unclear,
            (Type::List(_), Type::List(_)) => self.wrong(id, "lists cannot be joined in a block"),
            _ => self.wrong(id, format!("a {one} and a {other} cannot be added")),
        }
    }

    fn function(&mut self, it: &IdedExpr, call: &CallExpr) -> Type {
        let receiver = call.target.as_ref().map(|it| self.of(it));
        let arguments: Vec<Type> = call.args.iter().map(|it| self.of(it)).collect();
        let name = call.func_name.as_str();
        let at = (self.range_of)(it.id);
        let known: Vec<_> = FUNCTIONS
            .iter()
            .filter(|it| it.name == name && it.receiver.is_some() == receiver.is_some())
            .collect();
        let Some(signature) = known.first() else {
            let macros = ["all", "exists", "exists_one", "filter", "map", "has"];
            let names = FUNCTIONS.iter().map(|it| it.name).chain(macros);
            if macros.contains(&name) {
                let message = format!("`{name}` is not used like this");
                return self
                    .problem(Problem::new(at, message).help("write `list.all(it, condition)`"));
            }
            let form = if receiver.is_some() { "method" } else { "function" };
            return self
                .problem(Problem::new(at, format!("`{name}` is not a {form}")).meant(name, names));
        };
        if arguments.len() != signature.arguments.len() {
            let wanted = signature.arguments.len();
            return self.problem(Problem::new(
                at,
                format!("`{name}` takes {wanted} arguments, not {}", arguments.len()),
            ));
        }
        let pairs = receiver.iter().zip(signature.receiver);
        for (found, wanted) in
            pairs.chain(arguments.iter().zip(signature.arguments.iter().copied()))
        {
            if !wanted.accepts(found) {
                return self.problem(Problem::new(
                    at,
                    format!("`{name}` needs a {}, not a {found}", wanted.as_str()),
                ));
            }
        }
        if name == "matches" {
            return self.pattern(&call.args[0]);
        }
        signature.result.as_type()
    }

    fn pattern(&mut self, it: &IdedExpr) -> Type {
        let Expr::Literal(LiteralValue::String(pattern)) = &it.expr else {
            return self.wrong(it.id, "a regular expression has to be written as a literal");
        };
        let pattern = pattern.inner().to_owned();
        match crate::limits::regex(&pattern) {
            Ok(_) => self.done.patterns.push(pattern),
            Err(error) => {
                let text = error.to_string();
                let last = text.lines().last().unwrap_or("").trim_start_matches("error: ");
                self.wrong(it.id, format!("not a regular expression: {last}"));
            }
        }
        Type::Bool
    }

    fn comprehension(&mut self, it: &ComprehensionExpr) -> Type {
        let range = self.of(&it.iter_range);
        let item = match range.known() {
            Type::List(item) => (**item).clone(),
            Type::Content => Type::Content,
            Type::Unclear => Type::Unclear,
            other => {
                let message = format!("this is a {other}, and a list is needed here");
                self.wrong(it.iter_range.id, message)
            }
        };
        if it.iter_var2.is_some() {
            self.wrong(it.iter_range.id, "macros with two variables are not supported");
        }
        if self.nesting == MAX_NESTING {
            let message = format!("more than {MAX_NESTING} comprehensions inside each other");
            return self.wrong(it.iter_range.id, message);
        }
        let accumulated = self.of(&it.accu_init);
        let before = self.scope.len();
        self.scope.push((it.accu_var.clone(), accumulated.clone()));
        self.scope.push((it.iter_var.clone(), item));
        self.nesting += 1;
        self.of(&it.loop_cond);
        let step = self.of(&it.loop_step);
        self.nesting -= 1;
        self.scope.truncate(before + 1);
        if let (Type::List(_), Some(slot)) = (&accumulated, self.scope.last_mut()) {
            slot.1 = step;
        }
        let result = self.of(&it.result);
        self.scope.truncate(before);
        result
    }
}

fn could_be_equal(one: &Type, other: &Type) -> bool {
    let class = |it: &Type| match it {
        Type::Bool => 0,
        Type::Number => 1,
        Type::Text | Type::Word(_) => 2,
        Type::Null | Type::Unclear | Type::Content => 4,
        _ => 3,
    };
    let (one, other) = (class(one), class(other));
    one == other || one == 4 || other == 4
}
