//! Macros that walk over something.

use plimsoll_diagnostics::TextRange;

use super::{Checker, ProblemKind, Type};
use crate::{
    library::CHOICE,
    syntax::{Comprehension, Loop, Macro},
};

impl Checker<'_> {
    pub(super) fn comprehension(&mut self, it: &mut Comprehension) -> Type {
        let (since, minor) = (it.since(), self.environment.minor());
        if since > minor {
            let message =
                format!("`{}` is no macro before Kubernetes 1.{}", it.name.text, since + 1);
            self.problem(it.name.range, ProblemKind::Undeclared, message);
        }
        match it.macro_ {
            Macro::Loop(kind) => self.looped(it, kind),
            Macro::Optional { is_flat } => self.optional(it, is_flat),
        }
    }

    fn looped(&mut self, it: &mut Comprehension, kind: Loop) -> Type {
        let range = self.check(&mut it.range);
        let (first, second) = self.item_types(&range, it.second.is_some(), it.range.range);
        let item = first.clone();
        self.scope.push(&it.variable.text, first.clone());
        if let (Some(name), Some(type_)) = (&it.second, second) {
            self.scope.push(&name.text, type_);
        }
        let filter = it.filter.as_mut().map(|filter| self.check(filter));
        let body = self.check(&mut it.body);
        self.scope.pop(1 + usize::from(it.second.is_some()));
        let token = it.name.range;
        if let Some(filter) = filter {
            self.operator("?:", CHOICE, token, &[filter, Type::Null, Type::Null]);
        }
        match kind {
            Loop::All | Loop::Exists => {
                self.expect(it.body.range, &Type::Bool, &body);
                Type::Bool
            }
            Loop::ExistsOne => {
                self.operator("?:", CHOICE, token, &[body, Type::Int, Type::Int]);
                Type::Bool
            }
            Loop::Filter => {
                self.operator("?:", CHOICE, token, &[body, Type::Int, Type::Int]);
                Type::list(item)
            }
            Loop::List => Type::list(body),
            Loop::Map => Type::map(first, body),
            Loop::MapEntries => {
                let wanted = Type::map(self.unifier.fresh(), self.unifier.fresh());
                self.expect(it.body.range, &wanted, &body);
                self.unifier.resolve(&wanted)
            }
            Loop::SortBy => self.sorted(&range, &body, token),
        }
    }

    /// The types of the one or two variables of a loop over `range`.
    fn item_types(
        &mut self,
        range: &Type,
        has_second: bool,
        place: TextRange,
    ) -> (Type, Option<Type>) {
        match self.unifier.resolve(range) {
            Type::List(item) if has_second => (Type::Int, Some(Type::clone(&item))),
            Type::List(item) => (Type::clone(&item), None),
            Type::Map(pair) => (pair.0.clone(), has_second.then(|| pair.1.clone())),
            type_ @ (Type::Dyn | Type::Error | Type::Param(_)) => {
                self.unifier.assign(&Type::Dyn, &type_);
                (Type::Dyn, has_second.then_some(Type::Dyn))
            }
            other => {
                let message = format!("`{other}` is neither a list nor a map");
                self.problem(place, ProblemKind::Type, message);
                (Type::Error, has_second.then_some(Type::Error))
            }
        }
    }

    fn sorted(&mut self, range: &Type, key: &Type, token: TextRange) -> Type {
        let key = self.unifier.resolve(key);
        let is_ordered = matches!(
            key,
            Type::Dyn
                | Type::Error
                | Type::Param(_)
                | Type::Null
                | Type::Bool
                | Type::Int
                | Type::Uint
                | Type::Double
                | Type::String
                | Type::Bytes
                | Type::Timestamp
                | Type::Duration
        ) && key != Type::Null;
        if !is_ordered {
            self.problem(
                token,
                ProblemKind::NoOverload,
                format!("`sortBy` cannot compare keys of the type `{key}`"),
            );
        }
        match self.unifier.resolve(range) {
            list @ Type::List(_) => list,
            Type::Map(_) => {
                let message = "`sortBy` does not take a map".to_owned();
                self.problem(token, ProblemKind::NoOverload, message);
                Type::Error
            }
            _ => Type::Dyn,
        }
    }

    fn optional(&mut self, it: &mut Comprehension, is_flat: bool) -> Type {
        let target = self.check(&mut it.range);
        let inner = self.unifier.fresh();
        if !self.unifier.assign(&target, &Type::optional(inner.clone())) {
            let target = self.unifier.resolve_to_dyn(&target);
            let message =
                format!("`{}` is for optional values, and not for `{target}`", it.name.text);
            self.problem(it.name.range, ProblemKind::NoOverload, message);
        }
        self.scope.push(&it.variable.text, inner);
        let body = self.check(&mut it.body);
        self.scope.pop(1);
        let body = if is_flat { body } else { Type::optional(body) };
        let any = Type::optional(self.unifier.fresh());
        self.operator("?:", CHOICE, it.name.range, &[Type::Bool, body, any])
    }
}
