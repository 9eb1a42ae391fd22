//! The small languages inside YAML scalars: image references, port and volume specifications,
//! sizes, capabilities and the like.
//!
//! Every parser is a pure function over `&str`: no YAML, no files, no environment. It never
//! panics, takes time linear in its input, and keeps where its parts are, in bytes from the start
//! of the text it was given. A parser does not know where that text stands in a file, whether a
//! host path exists, or what an image contains.
//!
//! The next language of a scalar is a module here, with its errors at their bytes.

mod error;
mod part;
#[cfg(test)]
mod testing;

pub mod capability;
pub mod command;
pub mod duration;
pub mod host_path;
pub mod image;
pub mod interpolation;
pub mod name_distance;
pub mod path;
pub mod placeholder;
pub mod port;
pub mod profile_annotation;
pub mod quantity;
pub mod runtime_socket;
pub mod script;
pub mod secret;
pub mod secret_option;
pub mod security_opt;
pub mod size;
pub mod tmpfs;
pub mod user;
pub mod volume;

pub use error::SyntaxError;
pub use part::Part;
