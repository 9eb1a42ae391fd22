//! Any text is read, checked and evaluated without a panic, and every problem lies in it, on
//! character boundaries.

#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll_cel::{Activation, Budget, Environment, Expression, Key, NoObjects, Outcome, Type, Value};

struct Object;

impl Activation for Object {
    fn variable(&self, name: &str) -> Outcome {
        if name == "unknown" {
            return Ok(Value::unknown("the user"));
        }
        let items = vec![Value::string("a"), Value::Int(1), Value::maybe("a default")];
        Ok(Value::map([
            (Key::string("s"), Value::string("text")),
            (Key::string("l"), Value::list(items)),
            (Key::string("n"), Value::Null),
        ]))
    }
}

fuzz_target!(|text: &str| {
    let mut environment = Environment::new(&NoObjects, 37);
    environment.declare("object", Type::Dyn);
    environment.declare("unknown", Type::Dyn);
    match Expression::compile(text, &environment) {
        Ok(expression) => {
            let mut budget = Budget { per_expression: 10_000, remaining: 10_000 };
            let _ = expression.evaluate(&Object, &mut budget);
        }
        Err(problems) => {
            for problem in problems {
                assert!(text.get(problem.range.to_usize()).is_some(), "{problem:?} of {text:?}");
            }
        }
    }
});
