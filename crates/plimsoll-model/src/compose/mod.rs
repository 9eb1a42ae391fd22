//! Compose files as Docker's loader sees them.
//!
//! The documents of a file are interpolated, their services extended, and all of them laid over
//! one another; what comes out is lowered service by service. Files are not read here: what a
//! file refers to and nobody handed in is a [`Gap`](crate::Gap).

mod container;
mod document;
mod entries;
mod extends;
mod image;
mod interpolate;
mod limits;
mod merge;
mod piece;
mod ports;
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

use crate::{file::File, project::Subjects};

/// The subjects of one Compose file.
#[must_use]
pub fn lower(file: &File) -> Subjects {
    let mut subjects = Subjects::default();
    let Some(value) = document::load(file, &mut subjects.gaps) else { return subjects };
    top_level::lower(file, &value, file.recognition.dialect.is_partial(), &mut subjects);
    subjects
}
