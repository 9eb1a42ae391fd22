//! Types of every part of an expression, before anything is evaluated.
//!
//! The rules are those of the type checker of cel-go 0.29 and of the validators that the API server
//! turns on: literals of one type, and calls on literals that always fail.
//!
//! Knows nothing of objects but what [`ObjectTypes`] says.

mod call;
mod environment;
mod literals;
mod loops;
mod resolve;
mod scope;

use std::{fmt, sync::Arc};

use plimsoll_diagnostics::TextRange;

pub use environment::{Environment, NoObjects, ObjectTypes};

use crate::{
    library::{Overload, Signature},
    problem::{Problem, ProblemKind},
    syntax::{Expr, ExprId, ExprKind, Literal, Name, Parsed, UnaryOp, parse},
    types::{Type, Unifier},
};
use scope::Scope;

/// An expression that can be evaluated.
#[derive(Clone)]
pub struct Expression {
    pub(crate) root: Expr,
    pub(crate) resolved: Vec<Resolved>,
    result: Type,
}

/// What a name or a call stands for.
#[derive(Clone, Default)]
pub(crate) enum Resolved {
    /// What the node says itself.
    #[default]
    Itself,
    /// The variable of this name, dots included.
    Variable(Arc<str>),
    /// A type as a value.
    Type(Arc<str>),
    /// One of these, whichever takes the values.
    Call {
        candidates: Vec<&'static Overload>,
        /// Whether the receiver is part of the function's name.
        is_namespaced: bool,
    },
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Expression")
            .field("root", &self.root)
            .field("result", &self.result)
            .finish_non_exhaustive()
    }
}

impl Expression {
    /// Reads and checks `text`.
    ///
    /// # Errors
    ///
    /// Everything for which the server refuses it.
    pub fn compile(text: &str, environment: &Environment<'_>) -> Result<Self, Vec<Problem>> {
        let Parsed { root, nodes, problems } = parse(text);
        let Some(mut root) = root else {
            return Err(problems);
        };
        let mut checker = Checker {
            environment,
            unifier: Unifier::default(),
            types: vec![Type::Error; nodes as usize],
            resolved: vec![Resolved::Itself; nodes as usize],
            scope: Scope::default(),
            problems: Vec::new(),
        };
        let result = checker.check(&mut root);
        let result = checker.unifier.resolve_to_dyn(&result);
        if checker.problems.is_empty() {
            literals::check(&root, &mut checker);
        }
        if !checker.problems.is_empty() {
            checker.problems.sort_by_key(|problem| problem.range.start());
            return Err(checker.problems);
        }
        Ok(Self { root, resolved: checker.resolved, result })
    }

    /// Reads and checks `text`, which has to come to exactly one of the types `wanted`.
    ///
    /// # Errors
    ///
    /// Everything for which the server refuses it.
    pub fn compile_to(
        text: &str,
        environment: &Environment<'_>,
        wanted: &[Type],
    ) -> Result<Self, Vec<Problem>> {
        let expression = Self::compile(text, environment)?;
        let result = &expression.result;
        if wanted.contains(result) {
            return Ok(expression);
        }
        let wanted: Vec<String> = wanted.iter().map(|type_| format!("`{type_}`")).collect();
        let wanted = wanted.join(" or ");
        let message = format!("the expression comes to `{result}`, and has to come to {wanted}");
        Err(vec![Problem::new(expression.root.range, ProblemKind::Result, message)])
    }

    /// The type that it comes to.
    #[must_use]
    pub fn result(&self) -> &Type {
        &self.result
    }

    /// The minor version of Kubernetes whose library first had all that it uses; 0 where that is as
    /// old as expressions are.
    #[must_use]
    pub fn since(&self) -> u32 {
        let calls = self.resolved.iter().filter_map(|resolved| match resolved {
            Resolved::Call { candidates, .. } => candidates.iter().map(|it| it.since).min(),
            _ => None,
        });
        let macros = self.root.descendants().map(|part| match &part.kind {
            ExprKind::Comprehension(it) => it.since(),
            ExprKind::Select { is_optional: true, .. }
            | ExprKind::Index { is_optional: true, .. } => 28,
            _ => 0,
        });
        calls.chain(macros).max().unwrap_or(0)
    }

    /// The tree.
    #[must_use]
    pub fn root(&self) -> &Expr {
        &self.root
    }

    pub(crate) fn resolved(&self, id: ExprId) -> &Resolved {
        self.resolved.get(id as usize).unwrap_or(&Resolved::Itself)
    }

    /// The names of all variables that are read, dots included, each once.
    #[must_use]
    pub fn variables(&self) -> Vec<&str> {
        let mut names: Vec<&str> = Vec::new();
        for resolved in &self.resolved {
            if let Resolved::Variable(name) = resolved
                && !names.contains(&&**name)
            {
                names.push(name);
            }
        }
        names
    }
}

pub(super) struct Checker<'a> {
    environment: &'a Environment<'a>,
    unifier: Unifier,
    types: Vec<Type>,
    resolved: Vec<Resolved>,
    scope: Scope,
    problems: Vec<Problem>,
}

impl Checker<'_> {
    fn problem(&mut self, range: TextRange, kind: ProblemKind, message: impl Into<String>) {
        self.problems.push(Problem::new(range, kind, message));
    }

    fn resolve_as(&mut self, id: ExprId, resolved: Resolved) {
        if let Some(place) = self.resolved.get_mut(id as usize) {
            *place = resolved;
        }
    }

    /// The type of a part that was checked, as far as it is known now.
    fn type_of(&self, expr: &Expr) -> Type {
        let known = self.types.get(expr.id as usize);
        known.map_or(Type::Error, |type_| self.unifier.resolve_to_dyn(type_))
    }

    /// Checks `expr`, notes its type and returns it.
    fn check(&mut self, expr: &mut Expr) -> Type {
        let type_ = self.type_for(expr);
        if let Some(place) = self.types.get_mut(expr.id as usize) {
            *place = type_.clone();
        }
        type_
    }

    fn type_for(&mut self, expr: &mut Expr) -> Type {
        let (id, token) = (expr.id, expr.token);
        match &mut expr.kind {
            ExprKind::Literal(literal) => literal_type(literal),
            ExprKind::Broken => Type::Error,
            ExprKind::Ident(name) => self.ident(id, name),
            ExprKind::Select { .. } => self.select(expr),
            ExprKind::Index { operand, index, is_optional } => {
                let types = vec![self.check(operand), self.check(index)];
                let (symbol, signatures) = if *is_optional {
                    ("[?]", crate::library::OPTIONAL_INDEX)
                } else {
                    ("[]", crate::library::INDEX)
                };
                self.operator(symbol, signatures, token, &types)
            }
            ExprKind::Call { .. } => self.call(expr),
            ExprKind::Unary { op, operand } => {
                let (symbol, signatures) = match op {
                    UnaryOp::Not => ("!", crate::library::NOT),
                    UnaryOp::Negate => ("-", crate::library::NEGATION),
                };
                let types = vec![self.check(operand)];
                self.operator(symbol, signatures, token, &types)
            }
            ExprKind::Binary { op, left, right } => {
                let op = *op;
                let types = vec![self.check(left), self.check(right)];
                self.operator(op.symbol(), crate::library::signatures(op), token, &types)
            }
            ExprKind::All(terms) | ExprKind::Any(terms) => {
                let mut types = Vec::with_capacity(terms.len());
                for term in terms.iter_mut() {
                    types.push((term.range, self.check(term)));
                }
                let mut is_fine = true;
                for (range, type_) in types {
                    is_fine &= self.expect(range, &Type::Bool, &type_);
                }
                if is_fine { Type::Bool } else { Type::Error }
            }
            ExprKind::Conditional(parts) => {
                let types: Vec<Type> = parts.iter_mut().map(|part| self.check(part)).collect();
                self.operator("?:", crate::library::CHOICE, token, &types)
            }
            ExprKind::List(_) | ExprKind::Map(_) => self.aggregate(expr),
            ExprKind::Struct { .. } => self.object(expr),
            ExprKind::Comprehension(it) => self.comprehension(it),
        }
    }

    /// Whether `found` may stand where `wanted` has to; if not, that is a problem.
    fn expect(&mut self, range: TextRange, wanted: &Type, found: &Type) -> bool {
        if self.unifier.assign(wanted, found) {
            return true;
        }
        let (wanted, found) =
            (self.unifier.resolve_to_dyn(wanted), self.unifier.resolve_to_dyn(found));
        self.problem(
            range,
            ProblemKind::Type,
            format!("`{found}` stands where `{wanted}` is expected"),
        );
        false
    }

    fn operator(
        &mut self,
        symbol: &str,
        signatures: &[Signature],
        token: TextRange,
        given: &[Type],
    ) -> Type {
        let candidates =
            signatures.iter().map(|signature| (signature.parameters, signature.result));
        if let Some((type_, _)) = self.fitting(candidates, given) {
            return type_;
        }
        let given: Vec<String> =
            given.iter().map(|type_| self.unifier.resolve_to_dyn(type_).to_string()).collect();
        let message = format!("`{symbol}` does not take `{}`", given.join("`, `"));
        self.problem(token, ProblemKind::NoOverload, message);
        Type::Error
    }

    /// The type that a call comes to, and which of the candidates fit; `None` if none does.
    fn fitting(
        &mut self,
        candidates: impl Iterator<Item = (&'static [crate::library::Sig], crate::library::Sig)>,
        given: &[Type],
    ) -> Option<(Type, Vec<usize>)> {
        let mut result: Option<Type> = None;
        let mut fitting = Vec::new();
        for (at, (parameters, returned)) in candidates.enumerate() {
            if parameters.len() != given.len() {
                continue;
            }
            let first = self.unifier.reserve(2);
            let wanted: Vec<Type> =
                parameters.iter().map(|parameter| parameter.to_type(first)).collect();
            if !self.unifier.assign_all(given, &wanted) {
                continue;
            }
            fitting.push(at);
            let type_ = self.unifier.resolve(&returned.to_type(first));
            result = Some(match result {
                None => type_,
                Some(before) if before == Type::Dyn || before == type_ => before,
                Some(_) => Type::Dyn,
            });
        }
        Some((result?, fitting))
    }

    fn ident(&mut self, id: ExprId, name: &Name) -> Type {
        if let Some(type_) = self.scope.get(&name.text) {
            return type_.clone();
        }
        if let Some(type_) = self.global(id, &name.text) {
            return type_;
        }
        let nearest = self
            .environment
            .variables()
            .map(|(known, _)| known)
            .find(|known| known.eq_ignore_ascii_case(&name.text) && !known.contains('.'));
        let message = match nearest {
            Some(known) => format!("`{}` is not declared; `{known}` is", name.text),
            None => format!("`{}` is not declared", name.text),
        };
        self.problem(name.range, ProblemKind::Undeclared, message);
        Type::Error
    }

    /// The type of the variable or type `name`, which `id` is noted to stand for.
    fn global(&mut self, id: ExprId, name: &str) -> Option<Type> {
        if let Some((known, type_)) = self.environment.variable(name) {
            let (known, type_) = (Arc::clone(known), type_.clone());
            self.resolve_as(id, Resolved::Variable(known));
            return Some(type_);
        }
        let type_ = self.environment.named_type(name)?;
        self.resolve_as(id, Resolved::Type(Arc::from(name)));
        Some(Type::Type(Some(Arc::new(type_))))
    }
}

fn literal_type(literal: &Literal) -> Type {
    match literal {
        Literal::Null => Type::Null,
        Literal::Bool(_) => Type::Bool,
        Literal::Int(_) => Type::Int,
        Literal::Uint(_) => Type::Uint,
        Literal::Double(_) => Type::Double,
        Literal::String(_) => Type::String,
        Literal::Bytes(_) => Type::Bytes,
    }
}
