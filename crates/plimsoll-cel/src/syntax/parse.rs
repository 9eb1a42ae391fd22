//! Tokens to a tree.
//!
//! Binary operators climb by precedence, so that a level of parentheses costs five calls and not
//! one for every level of precedence.

use std::sync::Arc;

use plimsoll_diagnostics::TextRange;

use super::{
    ast::{BinaryOp, Element, Entry, Expr, ExprId, ExprKind, Field, Literal, Name, UnaryOp},
    lex::{Token, TokenKind, tokens},
    limits::{Depth, LENGTH, TREE_DEPTH},
    literal::literal,
    macros::expand,
};
use crate::problem::{Problem, ProblemKind};

/// Whether `word` can name neither a variable nor a function.
#[must_use]
pub fn is_reserved(word: &str) -> bool {
    RESERVED.contains(&word) || KEYWORDS.contains(&word)
}

/// What was read of an expression.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// The tree; `None` if there is a problem.
    pub root: Option<Expr>,
    /// How many nodes it has: all their numbers are smaller.
    pub nodes: u32,
    /// What is wrong with its syntax. Of mistakes of which one follows from the other only the
    /// first is told.
    pub problems: Vec<Problem>,
}

/// How strongly operators bind: `||`, `&&`, comparisons, sums, products.
const ANY: u8 = 0;
const ALL: u8 = 1;
const RELATION: u8 = 2;
const SUM: u8 = 3;
const PRODUCT: u8 = 4;

/// Words that may not be a variable or a function, though they may be a field.
const RESERVED: [&str; 17] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

/// Words that are tokens of their own: neither a name nor a field.
const KEYWORDS: [&str; 4] = ["in", "true", "false", "null"];

/// Reads the expression `text`.
#[must_use]
pub fn parse(text: &str) -> Parsed {
    if text.chars().count() > LENGTH {
        let message = format!(
            "the expression is longer than the {LENGTH} characters that the API server reads"
        );
        let problem =
            Problem::new(TextRange::from_usize(0, text.len()), ProblemKind::Limit, message);
        return Parsed { root: None, nodes: 0, problems: vec![problem] };
    }
    let tokens = tokens(text);
    let mut parser = Parser {
        text,
        tokens,
        next: 0,
        nodes: 0,
        depth: Depth::default(),
        problems: Vec::new(),
        stopped: false,
    };
    let root = parser.expression();
    if !parser.stopped && parser.peek().kind != TokenKind::End {
        let _: Read<()> = parser.unexpected("the end of the expression");
    }
    let root = if parser.problems.is_empty() { root.ok().map(|root| *root) } else { None };
    Parsed { root, nodes: parser.nodes, problems: parser.problems }
}

/// Reading ended at a syntax error, which is told already.
struct Stopped;

type Read<T> = Result<T, Stopped>;

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    next: usize,
    nodes: u32,
    depth: Depth,
    problems: Vec<Problem>,
    stopped: bool,
}

impl Parser<'_> {
    fn peek(&self) -> Token {
        self.ahead(0)
    }

    fn ahead(&self, count: usize) -> Token {
        let last = TextRange::from_usize(self.text.len(), self.text.len());
        let end = Token { kind: TokenKind::End, range: last };
        self.tokens.get(self.next + count).copied().unwrap_or(end)
    }

    fn advance(&mut self) -> Token {
        let token = self.peek();
        self.next += 1;
        token
    }

    fn text_of(&self, token: Token) -> &str {
        token.range.slice(self.text)
    }

    fn is_symbol(&self, symbol: &str) -> bool {
        matches!(self.peek().kind, TokenKind::Symbol(found) if found == symbol)
    }

    fn take(&mut self, symbol: &str) -> Option<Token> {
        self.is_symbol(symbol).then(|| self.advance())
    }

    fn expect(&mut self, symbol: &'static str) -> Read<Token> {
        match self.take(symbol) {
            Some(token) => Ok(token),
            None => self.unexpected(&format!("`{symbol}`")),
        }
    }

    fn unexpected<T>(&mut self, wanted: &str) -> Read<T> {
        let token = self.peek();
        let message = match token.kind {
            TokenKind::End => format!("the expression ends where {wanted} is expected"),
            TokenKind::Unknown => format!("`{}` is no token of the language", self.text_of(token)),
            _ => format!("`{}` stands where {wanted} is expected", self.text_of(token)),
        };
        self.stop(token.range, ProblemKind::Syntax, message)
    }

    fn stop<T>(&mut self, range: TextRange, kind: ProblemKind, message: String) -> Read<T> {
        self.stopped = true;
        self.problems.push(Problem::new(range, kind, message));
        Err(Stopped)
    }

    /// Notes a mistake that does not keep the rest from being read.
    fn mistake(&mut self, range: TextRange, kind: ProblemKind, message: String) {
        self.problems.push(Problem::new(range, kind, message));
    }

    /// A node over `range`, which `token` is the token of.
    fn node(&mut self, range: TextRange, token: TextRange, kind: ExprKind) -> Read<Box<Expr>> {
        let id: ExprId = self.nodes;
        self.nodes += 1;
        let mut expr = Expr { id, range, token, depth: 0, kind };
        expr.depth = expr.children().iter().map(|child| child.depth + 1).max().unwrap_or(0);
        if expr.depth > TREE_DEPTH {
            let message = format!(
                "the expression nests deeper than the {TREE_DEPTH} levels that are followed"
            );
            return self.stop(token, ProblemKind::NotFollowed, message);
        }
        Ok(Box::new(expr))
    }

    fn enter(&mut self, depth: impl Fn(&mut Depth)) -> Read<()> {
        depth(&mut self.depth);
        if self.depth.is_exceeded() {
            let range = self.peek().range;
            let message =
                "the expression nests deeper than the 250 levels that the API server reads"
                    .to_owned();
            return self.stop(range, ProblemKind::Limit, message);
        }
        Ok(())
    }

    fn expression(&mut self) -> Read<Box<Expr>> {
        let before = self.depth;
        self.enter(|depth| depth.expression += 1)?;
        let expr = self.conditional();
        self.depth = before;
        expr
    }

    fn conditional(&mut self) -> Read<Box<Expr>> {
        let condition = self.binary(0)?;
        let Some(mark) = self.take("?") else {
            return Ok(condition);
        };
        let yes = self.binary(0)?;
        self.expect(":")?;
        let no = self.expression()?;
        let range = condition.range.cover(no.range);
        self.node(range, mark.range, ExprKind::Conditional(Box::new([*condition, *yes, *no])))
    }

    /// What is joined by `&&` or `||`, of which `first` is read already.
    fn terms(&mut self, first: Expr, operator: Token, strength: u8) -> Read<Box<Expr>> {
        let symbol = if strength == ANY { "||" } else { "&&" };
        let mut range = first.range;
        let mut terms = vec![first];
        loop {
            let next = self.binary(strength + 1)?;
            range = range.cover(next.range);
            terms.push(*next);
            if self.take(symbol).is_none() {
                let kind =
                    if strength == ANY { ExprKind::Any(terms) } else { ExprKind::All(terms) };
                return self.node(range, operator.range, kind);
            }
        }
    }

    /// The operator that comes next, if one does, and how strongly it binds; none for `&&` and `||`.
    fn operator(&self) -> Option<(Option<BinaryOp>, u8)> {
        let token = self.peek();
        let symbol = match token.kind {
            TokenKind::Symbol(symbol) => symbol,
            TokenKind::Ident if self.text_of(token) == "in" => "in",
            _ => return None,
        };
        let (op, strength) = match symbol {
            "||" => return Some((None, ANY)),
            "&&" => return Some((None, ALL)),
            "==" => (BinaryOp::Equal, RELATION),
            "!=" => (BinaryOp::NotEqual, RELATION),
            "<" => (BinaryOp::Less, RELATION),
            "<=" => (BinaryOp::LessOrEqual, RELATION),
            ">" => (BinaryOp::Greater, RELATION),
            ">=" => (BinaryOp::GreaterOrEqual, RELATION),
            "in" => (BinaryOp::In, RELATION),
            "+" => (BinaryOp::Add, SUM),
            "-" => (BinaryOp::Subtract, SUM),
            "*" => (BinaryOp::Multiply, PRODUCT),
            "/" => (BinaryOp::Divide, PRODUCT),
            "%" => (BinaryOp::Modulo, PRODUCT),
            _ => return None,
        };
        Some((Some(op), strength))
    }

    /// Operands joined by operators that bind at least as strongly as `least`.
    fn binary(&mut self, least: u8) -> Read<Box<Expr>> {
        let before = self.depth;
        self.enter(|depth| {
            if least <= RELATION {
                depth.relation += 1;
            }
            depth.calculation += 1;
        })?;
        let mut left = self.unary()?;
        while let Some((op, strength)) = self.operator().filter(|(_, strength)| *strength >= least)
        {
            let token = self.advance();
            left = match op {
                None => self.terms(*left, token, strength)?,
                Some(op) => self.joined(left, op, token, strength)?,
            };
        }
        self.depth = before;
        Ok(left)
    }

    fn joined(
        &mut self,
        left: Box<Expr>,
        op: BinaryOp,
        token: Token,
        strength: u8,
    ) -> Read<Box<Expr>> {
        self.enter(|depth| match strength {
            RELATION => depth.relation += 1,
            _ => depth.calculation += 1,
        })?;
        let right = self.binary(strength + 1)?;
        let range = left.range.cover(right.range);
        self.node(range, token.range, ExprKind::Binary { op, left, right })
    }

    fn unary(&mut self) -> Read<Box<Expr>> {
        let (symbol, op) = if self.is_symbol("!") {
            ("!", UnaryOp::Not)
        } else if self.is_symbol("-") && !self.is_negative_literal() {
            ("-", UnaryOp::Negate)
        } else {
            return self.member();
        };
        let first = self.advance();
        let mut count = 1;
        while self.is_symbol(symbol) && (op == UnaryOp::Not || !self.is_negative_literal()) {
            self.advance();
            count += 1;
        }
        let operand = self.member()?;
        if count % 2 == 0 {
            return Ok(operand);
        }
        let range = first.range.cover(operand.range);
        self.node(range, first.range, ExprKind::Unary { op, operand })
    }

    fn is_negative_literal(&self) -> bool {
        self.is_symbol("-") && matches!(self.ahead(1).kind, TokenKind::Int | TokenKind::Double)
    }

    fn member(&mut self) -> Read<Box<Expr>> {
        let before = self.depth;
        self.enter(|depth| depth.member += 1)?;
        let mut operand = self.primary()?;
        loop {
            let is_select = self.is_symbol(".");
            if !is_select && !self.is_symbol("[") {
                break;
            }
            self.enter(|depth| depth.member += 1)?;
            operand = if is_select { self.select(operand)? } else { self.index(operand)? };
        }
        self.depth = before;
        Ok(operand)
    }

    fn select(&mut self, operand: Box<Expr>) -> Read<Box<Expr>> {
        self.expect(".")?;
        let is_optional = self.take("?").is_some();
        let field = self.field_name()?;
        let is_quoted = self
            .tokens
            .get(self.next - 1)
            .is_some_and(|token| token.kind == TokenKind::QuotedIdent);
        if !is_optional && !is_quoted && self.is_symbol("(") {
            let (arguments, end) = self.arguments()?;
            let range = operand.range.cover(end.range);
            return self.call(range, Some(operand), field, arguments);
        }
        let range = operand.range.cover(field.range);
        let token = field.range;
        let kind = ExprKind::Select { operand, field, is_optional, is_presence: false };
        self.node(range, token, kind)
    }

    fn field_name(&mut self) -> Read<Name> {
        let token = self.peek();
        let text = self.text_of(token);
        let text = match token.kind {
            TokenKind::Ident if !KEYWORDS.contains(&text) => text,
            TokenKind::QuotedIdent => text.trim_matches('`'),
            _ => return self.unexpected("the name of a field"),
        };
        let name = Name { text: Arc::from(text), range: token.range };
        self.advance();
        Ok(name)
    }

    fn index(&mut self, operand: Box<Expr>) -> Read<Box<Expr>> {
        let open = self.expect("[")?;
        let is_optional = self.take("?").is_some();
        let index = self.expression()?;
        let close = self.expect("]")?;
        let range = operand.range.cover(close.range);
        let kind = ExprKind::Index { operand, index, is_optional };
        self.node(range, open.range, kind)
    }

    fn call(
        &mut self,
        range: TextRange,
        target: Option<Box<Expr>>,
        function: Name,
        arguments: Vec<Expr>,
    ) -> Read<Box<Expr>> {
        let (kind, token) = expand(&mut self.problems, target, function, arguments);
        self.node(range, token, kind)
    }

    fn arguments(&mut self) -> Read<(Vec<Expr>, Token)> {
        self.expect("(")?;
        let mut arguments = Vec::new();
        if let Some(end) = self.take(")") {
            return Ok((arguments, end));
        }
        loop {
            arguments.push(*self.expression()?);
            if self.take(",").is_none() {
                return Ok((arguments, self.expect(")")?));
            }
        }
    }

    fn primary(&mut self) -> Read<Box<Expr>> {
        let token = self.peek();
        match token.kind {
            TokenKind::Symbol("(") => self.parenthesised(),
            TokenKind::Symbol("[") => self.list(),
            TokenKind::Symbol("{") => self.map(),
            TokenKind::Symbol("-") if self.is_negative_literal() => {
                self.advance();
                self.literal(true, token.range)
            }
            TokenKind::Symbol(".") if self.ahead(1).kind == TokenKind::Ident => self.name(),
            TokenKind::Ident => self.name(),
            TokenKind::Int
            | TokenKind::Uint
            | TokenKind::Double
            | TokenKind::String
            | TokenKind::Bytes => self.literal(false, token.range),
            _ => self.unexpected("an expression"),
        }
    }

    fn parenthesised(&mut self) -> Read<Box<Expr>> {
        let open = self.expect("(")?;
        let mut inner = self.expression()?;
        let close = self.expect(")")?;
        inner.range = open.range.cover(close.range);
        Ok(inner)
    }

    fn literal(&mut self, negative: bool, start: TextRange) -> Read<Box<Expr>> {
        let token = self.advance();
        let range = start.cover(token.range);
        let kind = match literal(token, self.text_of(token), negative) {
            Ok(value) => ExprKind::Literal(value),
            Err(why) => {
                let message = format!("`{}` {why}", range.slice(self.text));
                self.mistake(range, ProblemKind::Literal, message);
                ExprKind::Broken
            }
        };
        self.node(range, range, kind)
    }

    /// A variable, a call without receiver, an object that is made, or a constant that is a word.
    fn name(&mut self) -> Read<Box<Expr>> {
        let start = self.peek().range;
        let has_dot = self.take(".").is_some();
        let token = self.advance();
        let text = self.text_of(token);
        let constant = match text {
            "true" => Some(Literal::Bool(true)),
            "false" => Some(Literal::Bool(false)),
            "null" => Some(Literal::Null),
            _ => None,
        };
        if has_dot && constant.is_some() || text == "in" {
            self.next -= 1;
            return self.unexpected("a name");
        }
        if let Some(constant) = constant {
            return self.node(token.range, token.range, ExprKind::Literal(constant));
        }
        if let Some(type_name) = self.type_name(token) {
            return self.object(start, type_name);
        }
        let name = Name { text: Arc::from(self.text_of(token)), range: token.range };
        if is_reserved(&name.text) {
            let message = format!("`{}` is a reserved word", name.text);
            self.mistake(token.range, ProblemKind::Syntax, message);
        }
        if self.is_symbol("(") {
            let (arguments, end) = self.arguments()?;
            return self.call(start.cover(end.range), None, name, arguments);
        }
        self.node(start.cover(token.range), token.range, ExprKind::Ident(name))
    }

    /// The qualified name that begins with `first`, if a `{` follows on it.
    fn type_name(&mut self, first: Token) -> Option<Name> {
        let mut range = first.range;
        let mut text = self.text_of(first).to_owned();
        let mut ahead = 0;
        loop {
            match self.ahead(ahead).kind {
                TokenKind::Symbol("{") => {
                    self.next += ahead;
                    return Some(Name { text: Arc::from(text), range });
                }
                TokenKind::Symbol(".") if self.ahead(ahead + 1).kind == TokenKind::Ident => {
                    let part = self.ahead(ahead + 1);
                    text.push('.');
                    text.push_str(self.text_of(part));
                    range = range.cover(part.range);
                    ahead += 2;
                }
                _ => return None,
            }
        }
    }

    fn object(&mut self, start: TextRange, type_name: Name) -> Read<Box<Expr>> {
        self.expect("{")?;
        let mut fields = Vec::new();
        while !self.is_symbol("}") {
            let is_optional = self.take("?").is_some();
            let name = self.field_name()?;
            self.expect(":")?;
            let value = *self.expression()?;
            fields.push(Field { name, value, is_optional });
            if self.take(",").is_none() {
                break;
            }
        }
        let close = self.expect("}")?;
        let token = type_name.range;
        self.node(start.cover(close.range), token, ExprKind::Struct { type_name, fields })
    }

    fn list(&mut self) -> Read<Box<Expr>> {
        let open = self.expect("[")?;
        let mut items = Vec::new();
        while !self.is_symbol("]") {
            let is_optional = self.take("?").is_some();
            items.push(Element { value: *self.expression()?, is_optional });
            if self.take(",").is_none() {
                break;
            }
        }
        let close = self.expect("]")?;
        self.node(open.range.cover(close.range), open.range, ExprKind::List(items))
    }

    fn map(&mut self) -> Read<Box<Expr>> {
        let open = self.expect("{")?;
        let mut entries = Vec::new();
        while !self.is_symbol("}") {
            let is_optional = self.take("?").is_some();
            let key = *self.expression()?;
            self.expect(":")?;
            entries.push(Entry { key, value: *self.expression()?, is_optional });
            if self.take(",").is_none() {
                break;
            }
        }
        let close = self.expect("}")?;
        self.node(open.range.cover(close.range), open.range, ExprKind::Map(entries))
    }
}
