//! Any text is read by every parser of a micro-syntax without a panic, and every range that a
//! parser gives lies in its text, on character boundaries.
//!
//! The first byte chooses the parser, the rest is the text.

#![no_main]

use libfuzzer_sys::fuzz_target;
use plimsoll_diagnostics::TextRange;
use plimsoll_model::syntax::{
    SyntaxError, capability, command, duration, host_path, image, interpolation, path, placeholder,
    port, quantity, runtime_socket, secret, security_opt, size, tmpfs, user, volume,
};

/// What was read is not looked at; where an error stands is.
fn judge<T, E>(text: &str, result: Result<T, SyntaxError<E>>) {
    if let Err(error) = result {
        within(text, Some(error.range));
    }
}

fn within(text: &str, range: Option<TextRange>) {
    if let Some(range) = range {
        assert!(text.get(range.to_usize()).is_some(), "{range:?} of {text:?}");
    }
}

fuzz_target!(|data: &[u8]| {
    let [choice, text @ ..] = data else { return };
    let Ok(text) = std::str::from_utf8(text) else { return };
    match choice % 20 {
        0 => judge(text, image::parse(text)),
        1 => judge(text, port::parse(text)),
        2 => judge(text, volume::parse(text)),
        3 => judge(text, user::parse(text)),
        4 => judge(text, duration::parse(text)),
        5 => judge(text, quantity::parse(text)),
        6 => judge(text, tmpfs::parse(text)),
        7 => judge(text, security_opt::parse(text)),
        8 => judge(text, capability::Entry::parse(text)),
        9 => judge(text, size::Size::parse(text)),
        10 => judge(text, interpolation::Template::parse(text)),
        11 => judge(text, port::parse_published(text)),
        12 => {
            // What is split can be put together again.
            let Ok(words) = command::split(text) else { return };
            let words: Vec<String> = words.words.iter().map(|it| it.value.clone()).collect();
            let joined = command::join(words.iter().map(String::as_str));
            assert!(command::split(&joined).is_ok(), "{text:?}: {joined:?}");
        }
        13 => within(text, secret::secret_range(text)),
        14 => within(text, secret::find_token(text).map(|(_, range)| range)),
        15 => within(text, secret::connection_string_password(text)),
        16 => {
            let clean = path::clean_path(text);
            assert_eq!(path::clean_path(&clean), clean, "{text:?}");
        }
        17 => {
            let _ = (host_path::host_path(text), runtime_socket::runtime_socket(text));
        }
        18 => {
            let _ = (placeholder::is_placeholder(text), placeholder::has_template_gap(text));
        }
        _ => {
            let _ = (size::meant_size(text), quantity::meant_quantity(text));
        }
    }
});
