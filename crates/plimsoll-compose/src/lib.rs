//! Compose files as Docker's loader sees them.
//!
//! The documents of a file are interpolated, their services extended, and all of them laid over
//! one another; what comes out is lowered service by service. Files are not read here: what a
//! file refers to and nobody handed in is a [`Gap`](plimsoll_facts::Gap).
//!
//! Not known here: what the engine does with a container, other platforms, and whether anything is
//! good or bad. Where the next thing goes: a key of a service to the module of its subject
//! (`container`, `volumes`, `ports`, …), what the loader refuses to `defects`, how files are put
//! together to `document`.

mod builds;
mod container;
mod defects;
mod document;
mod dotenv;
mod entries;
mod files;
mod hooks;
mod image;
mod interpolate;
mod limits;
mod loader;
mod merge;
mod names;
mod networks;
mod piece;
mod ports;
mod project;
mod scalar;
mod schema;
mod security;
mod service;
mod settings;
mod tmpfs;
mod top_level;
mod unique;
mod variables;
mod volumes;
mod weakening;
mod words;
mod workload;

#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use plimsoll_facts::value::Value;

pub use loader::{complete, references};
pub use names::{default_names, is_default_name, override_of};
pub use project::load;

/// Fills in defaults of variables, and marks what depends on variables without one.
pub fn fill_in(value: &mut Value) {
    interpolate::interpolate(value, &interpolate::Variables::new());
}
