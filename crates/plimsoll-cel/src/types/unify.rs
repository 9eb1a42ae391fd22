//! Which type may stand for which, and what that makes of types that are yet to be found out.
//!
//! The relation is that of the type checker of cel-go 0.29 (`checker/types.go`): `dyn` goes with
//! everything, `null` with objects and durations but with no primitive, and a parameter takes the
//! most general type that it met.

use std::sync::Arc;

use super::Type;

/// What is known of the parameters of one expression.
#[derive(Debug, Default)]
pub(crate) struct Unifier {
    found: Vec<Option<Type>>,
    /// What parameters were before they were last changed, so that an attempt can be undone.
    trail: Vec<(u32, Option<Type>)>,
}

impl Unifier {
    /// A parameter that nothing is known about.
    pub(crate) fn fresh(&mut self) -> Type {
        Type::Param(self.reserve(1))
    }

    /// So many parameters, of which the number of the first is returned.
    pub(crate) fn reserve(&mut self, count: usize) -> u32 {
        let first = self.found.len();
        self.found.resize(first + count, None);
        u32::try_from(first).unwrap_or(u32::MAX)
    }

    fn known(&self, number: u32) -> Option<&Type> {
        self.found.get(number as usize)?.as_ref()
    }

    fn set(&mut self, number: u32, type_: Type) {
        if let Some(place) = self.found.get_mut(number as usize) {
            self.trail.push((number, place.replace(type_)));
        }
    }

    /// Whether `given` may stand for `wanted`; what that says of parameters is kept if it may.
    pub(crate) fn assign(&mut self, wanted: &Type, given: &Type) -> bool {
        self.assign_all(std::slice::from_ref(wanted), std::slice::from_ref(given))
    }

    /// Whether each of `given` may stand for its like in `wanted`, all together.
    pub(crate) fn assign_all(&mut self, wanted: &[Type], given: &[Type]) -> bool {
        if wanted.len() != given.len() {
            return false;
        }
        self.trail.clear();
        let fits = wanted.iter().zip(given).all(|(wanted, given)| self.fits(wanted, given));
        if !fits {
            while let Some((number, before)) = self.trail.pop() {
                if let Some(place) = self.found.get_mut(number as usize) {
                    *place = before;
                }
            }
        }
        fits
    }

    fn fits(&mut self, left: &Type, right: &Type) -> bool {
        if let Type::Param(number) = right {
            let has_type = self.known(*number).is_some();
            if self.binds(*number, right, left) {
                return true;
            }
            if has_type {
                return false;
            }
        }
        if let Type::Param(number) = left {
            return self.binds(*number, left, right);
        }
        match (left, right) {
            (left, right) if left.is_dyn_or_error() || right.is_dyn_or_error() => true,
            (Type::Null, other) | (other, Type::Null) => other.takes_null(),
            (Type::Nullable(left), Type::Nullable(right)) => left == right,
            (Type::Nullable(inner), other) | (other, Type::Nullable(inner)) => **inner == *other,
            (Type::Type(_), Type::Type(_)) => true,
            (Type::List(left), Type::List(right))
            | (Type::Optional(left), Type::Optional(right)) => self.fits(left, right),
            (Type::Map(left), Type::Map(right)) => {
                self.fits(&left.0, &right.0) && self.fits(&left.1, &right.1)
            }
            (left, right) => left == right,
        }
    }

    /// Whether the parameter `number` may be `other`.
    fn binds(&mut self, number: u32, param: &Type, other: &Type) -> bool {
        if param == other {
            return true;
        }
        let Some(known) = self.known(number).cloned() else {
            let is_free = !self.mentions(other, number);
            if is_free {
                self.set(number, other.clone());
            }
            return is_free;
        };
        if known == *other {
            return true;
        }
        if !self.fits(other, &known) {
            return false;
        }
        let general = most_general(other, &known).clone();
        if !self.mentions(&general, number) {
            self.set(number, general);
        }
        true
    }

    fn mentions(&self, type_: &Type, number: u32) -> bool {
        match type_ {
            Type::Param(other) if *other == number => true,
            Type::Param(other) => {
                self.known(*other).is_some_and(|known| self.mentions(known, number))
            }
            Type::List(inner) | Type::Optional(inner) | Type::Type(Some(inner)) => {
                self.mentions(inner, number)
            }
            Type::Map(pair) => self.mentions(&pair.0, number) || self.mentions(&pair.1, number),
            _ => false,
        }
    }

    /// `type_` with every parameter replaced by what it was found to be.
    pub(crate) fn resolve(&self, type_: &Type) -> Type {
        match type_ {
            Type::Param(number) => match self.known(*number) {
                Some(known) => self.resolve(known),
                None => type_.clone(),
            },
            Type::List(inner) => Type::list(self.resolve(inner)),
            Type::Optional(inner) => Type::optional(self.resolve(inner)),
            Type::Type(Some(inner)) => Type::Type(Some(Arc::new(self.resolve(inner)))),
            Type::Map(pair) => Type::map(self.resolve(&pair.0), self.resolve(&pair.1)),
            _ => type_.clone(),
        }
    }

    /// `type_` resolved, with `dyn` for what is still not known.
    pub(crate) fn resolve_to_dyn(&self, type_: &Type) -> Type {
        free_to_dyn(&self.resolve(type_))
    }
}

fn free_to_dyn(type_: &Type) -> Type {
    match type_ {
        Type::Param(_) => Type::Dyn,
        Type::List(inner) => Type::list(free_to_dyn(inner)),
        Type::Optional(inner) => Type::optional(free_to_dyn(inner)),
        Type::Type(Some(inner)) => Type::Type(Some(Arc::new(free_to_dyn(inner)))),
        Type::Map(pair) => Type::map(free_to_dyn(&pair.0), free_to_dyn(&pair.1)),
        _ => type_.clone(),
    }
}

/// The one of two types that says less, if one does.
pub(crate) fn most_general<'a>(left: &'a Type, right: &'a Type) -> &'a Type {
    if says_no_more(left, right) { left } else { right }
}

fn says_no_more(left: &Type, right: &Type) -> bool {
    match (left, right) {
        (Type::Dyn | Type::Param(_), _) | (Type::Type(_), Type::Type(_)) => true,
        (_, Type::Dyn | Type::Param(_)) => false,
        (Type::List(left), Type::List(right)) | (Type::Optional(left), Type::Optional(right)) => {
            says_no_more(left, right)
        }
        (Type::Map(left), Type::Map(right)) => {
            says_no_more(&left.0, &right.0) && says_no_more(&left.1, &right.1)
        }
        (left, right) => left == right,
    }
}
