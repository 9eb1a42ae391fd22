//! Which files are claimed, and as what.
