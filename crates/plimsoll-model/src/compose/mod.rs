//! Compose files as Docker's loader sees them.
//!
//! The documents of a file are interpolated, their services extended, and all of them laid over
//! one another; what comes out is lowered service by service. Files are not read here: what a
//! file refers to and nobody handed in is a [`Gap`](crate::Gap).

mod container;
mod document;
mod dotenv;
mod entries;
mod extends;
mod files;
mod image;
mod include;
mod interpolate;
mod limits;
mod loader;
mod merge;
mod piece;
mod ports;
mod project;
mod schema;
mod security;
mod service;
mod tmpfs;
mod top_level;
mod unique;
mod unknown;
mod variables;
mod volumes;
mod workload;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use crate::value::Value;

pub use loader::Loader;
pub(crate) use loader::complete;
pub use project::{default_names, is_default_name, load};

/// Fills in defaults of variables, and marks what depends on variables without one.
pub(crate) fn fill_in(value: &mut Value) {
    interpolate::interpolate(value, &interpolate::Variables::new());
}
