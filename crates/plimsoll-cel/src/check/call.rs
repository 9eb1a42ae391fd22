//! Calls.

use super::{Checker, ExprKind, ProblemKind, Resolved, Type};
use crate::{
    library::{self, Overload},
    syntax::{Expr, ExprId, Name},
};

impl Checker<'_> {
    pub(super) fn call(&mut self, expr: &mut Expr) -> Type {
        let id = expr.id;
        let ExprKind::Call { target, function, arguments } = &mut expr.kind else {
            return Type::Error;
        };
        let function = function.clone();
        let mut given: Vec<Type> =
            arguments.iter_mut().map(|argument| self.check(argument)).collect();
        let Some(target) = target else {
            let known = self.environment.overloads(&function.text);
            return self.overload(id, &function, &function.text, &known, false, &given, false);
        };
        if let Some(prefix) = target.qualified_name() {
            let name = format!("{prefix}.{}", function.text);
            let known = self.environment.overloads(&name);
            if !known.is_empty() {
                return self.overload(id, &function, &name, &known, false, &given, true);
            }
        }
        let receiver = self.check(target);
        given.insert(0, receiver);
        let known = self.environment.overloads(&function.text);
        self.overload(id, &function, &function.text, &known, true, &given, false)
    }

    #[expect(clippy::too_many_arguments, reason = "they are what a call is")]
    fn overload(
        &mut self,
        id: ExprId,
        function: &Name,
        name: &str,
        known: &[&'static Overload],
        is_member: bool,
        given: &[Type],
        is_namespaced: bool,
    ) -> Type {
        if known.is_empty() {
            self.undeclared_function(function);
            return Type::Error;
        }
        let styled: Vec<&'static Overload> =
            known.iter().copied().filter(|overload| overload.is_member == is_member).collect();
        let candidates = styled.iter().map(|overload| (overload.parameters, overload.result));
        let Some((type_, fitting)) = self.fitting(candidates, given) else {
            self.no_overload(function, name, is_member, given, known);
            return Type::Error;
        };
        let candidates = fitting.into_iter().filter_map(|at| styled.get(at).copied()).collect();
        self.resolve_as(id, Resolved::Call { candidates, is_namespaced });
        type_
    }

    fn undeclared_function(&mut self, function: &Name) {
        let name = &function.text;
        let minor = self.environment.minor();
        let later = library::overloads(name, u32::MAX).iter().map(|overload| overload.since).min();
        let message = match later {
            Some(since) => {
                format!("`{name}` is no function before Kubernetes 1.{}", since.max(minor) + 1)
            }
            None => {
                let nearest = library::names(minor).find(|known| known.eq_ignore_ascii_case(name));
                match nearest {
                    Some(known) => format!("`{name}` is no function; `{known}` is"),
                    None => format!("`{name}` is no function of the API server"),
                }
            }
        };
        self.problem(function.range, ProblemKind::Undeclared, message);
    }

    fn no_overload(
        &mut self,
        function: &Name,
        name: &str,
        is_member: bool,
        given: &[Type],
        known: &[&Overload],
    ) {
        let shown = |type_: &Type| self.unifier.resolve_to_dyn(type_).to_string();
        let given: Vec<String> = given.iter().map(shown).collect();
        let mut message = match (is_member, given.as_slice()) {
            (true, [receiver]) => format!("`{name}` is not for `{receiver}` without arguments"),
            (true, [receiver, arguments @ ..]) => {
                format!("`{name}` is not for `{receiver}` with `{}`", arguments.join("`, `"))
            }
            (false, []) => format!("`{name}` takes arguments"),
            (_, arguments) => format!("`{name}` does not take `{}`", arguments.join("`, `")),
        };
        if known.iter().all(|overload| overload.is_member != is_member) {
            let way = if is_member {
                "it is called without a receiver"
            } else {
                "it is called on a value"
            };
            message = format!("{message}; {way}");
        }
        self.problem(function.range, ProblemKind::NoOverload, message);
    }
}
