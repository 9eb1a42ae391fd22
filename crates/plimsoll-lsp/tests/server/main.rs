//! The server as a client sees it.

mod bundles;
mod client;
mod configuration;
mod edits;
mod features;
mod guidance;
mod protocol;
