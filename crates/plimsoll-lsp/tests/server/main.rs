//! The server as a client sees it.

mod client;
mod configuration;
mod edits;
mod features;
mod protocol;
