//! The Common Expression Language as the API server of Kubernetes knows it: read, typed, evaluated.
//!
//! An [`Expression`] is compiled in an [`Environment`], which says what it may name, and evaluated
//! with an [`Activation`], which says what these names stand for. An evaluation comes to a value, to
//! an error, or is undecided and says what it would have to know; and it is bounded by a [`Budget`]
//! in the units of the API server.
//!
//! ```
//! use plimsoll_cel::{Activation, Budget, Environment, Expression, Key, NoObjects, Outcome, Stop, Type, Value};
//!
//! struct Object(Value);
//!
//! impl Activation for Object {
//!     fn variable(&self, _: &str) -> Outcome {
//!         Ok(self.0.clone())
//!     }
//! }
//!
//! let mut environment = Environment::new(&NoObjects, 37);
//! environment.declare("object", Type::Dyn);
//! let expression = Expression::compile("object.replicas > 1", &environment).expect("it is one");
//! let object = Object(Value::map([(Key::string("replicas"), Value::Int(3))]));
//! let evaluation = expression.evaluate(&object, &mut Budget::default());
//! assert!(matches!(evaluation.outcome, Ok(Value::Bool(true))));
//!
//! let problems = Expression::compile("objct.replicas > 1", &environment).expect_err("a slip");
//! assert_eq!(problems[0].message, "`objct` is not declared");
//! ```
//!
//! What is said of the server is said of 1.37: its sources (apiserver 0.37.2, cel-go 0.29.2) and
//! what it answered. The crate knows nothing of YAML, manifests and policies, has no outside, and
//! panics on no input.

mod check;
mod eval;
mod library;
mod problem;
mod syntax;
mod types;
mod value;

pub use check::{Environment, Expression, NoObjects, ObjectTypes};
pub use eval::{Activation, Budget, Error, Evaluation, Outcome, Read, Step, Stop};
pub use problem::{Problem, ProblemKind};
pub use syntax::{
    BinaryOp, Comprehension, Element, Entry, Expr, ExprId, ExprKind, Field, Literal, Loop, Macro,
    Name, Parsed, UnaryOp, is_reserved, parse,
};
pub use types::{Opaque, Type};
pub use value::{
    Cidr, Duration, Key, List, Map, Missing, Object, Origin, Quantity, Semver, TimeParts,
    Timestamp, Url, Value,
};
