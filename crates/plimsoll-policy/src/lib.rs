//! Rules as pages: Markdown with front matter, and one `cel` block over the facts of a subject.
//!
//! ````markdown
//! ---
//! name: foreign-registry
//! summary: image comes from outside
//! severity: medium
//! subject: image
//! message: "{container} runs {reference}, which is not from our registry"
//! ---
//!
//! Everything we run is mirrored and scanned.
//!
//! ```cel
//! image.registry != "registry.example.com"
//! ```
//! ````
//!
//! A page about several kinds has a list, `subject: [container, workload]`, and calls them `subject`;
//! so can every page.
//!
//! The block is true where the subject is wrong. [`Policy::read`] compiles a page once and says
//! everything that is wrong with it, each [`Problem`] with its bytes in the page.
//!
//! **What is not known accuses nobody.** A fact that the files do not decide, or that the platform
//! does not have, makes the part of the expression that needs it undecided, as an error does in
//! CEL: `true || undecided` is true, `false && undecided` is false, and anything else is
//! undecided. An undecided subject is never reported; it is listed as such.
//!
//! **Bounds.** A block has at most [`MAX_SOURCE`] bytes and [`MAX_NESTING`] comprehensions inside
//! each other; evaluating it takes at most [`MAX_STEPS`] steps through lists a subject, after which
//! it counts as undecided. Regular expressions are literals, and linear in the text. So a page
//! costs at most `subjects × (MAX_STEPS + 1) × the length of its block`.
//!
//! The crate has no IO: pages come in as text.
//!
//! The next function or word of blocks goes to `signature` and `value`.

mod check;
mod compile;
mod content;
mod header;
mod limits;
mod message;
mod page;
mod parameters;
mod policy;
mod problem;
mod signature;
mod types;
mod value;
mod vocabulary;

pub use limits::{MAX_NESTING, MAX_SOURCE, MAX_STEPS};
pub use policy::Policy;
pub use problem::Problem;
pub use vocabulary::vocabulary;
