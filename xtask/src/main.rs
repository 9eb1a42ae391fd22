//! The build system of plimsoll.
fn main() {}
