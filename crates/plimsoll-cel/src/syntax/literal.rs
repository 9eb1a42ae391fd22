//! What a literal stands for.

use std::sync::Arc;

use super::{
    ast::Literal,
    lex::{Token, TokenKind},
};

/// The value of a literal token in `text`, which is its own text; `negative` if a minus stands
/// before it.
///
/// `Err` with what is wrong, if it has no value.
pub(super) fn literal(token: Token, text: &str, negative: bool) -> Result<Literal, &'static str> {
    match token.kind {
        TokenKind::Int => int(text, negative).map(Literal::Int).ok_or("does not fit into 64 bits"),
        TokenKind::Uint => uint(text).map(Literal::Uint).ok_or("does not fit into 64 bits"),
        TokenKind::Double => {
            let value: f64 = text.parse().map_err(|_| "is not a number")?;
            if value.is_infinite() {
                return Err("is out of range");
            }
            Ok(Literal::Double(if negative { -value } else { value }))
        }
        TokenKind::String => {
            let bytes = unescape(text, false)?;
            String::from_utf8(bytes)
                .map(|text| Literal::String(Arc::from(text)))
                .map_err(|_| "has an escape that is no character")
        }
        TokenKind::Bytes => {
            let body = text.get(1..).unwrap_or_default();
            Ok(Literal::Bytes(Arc::from(unescape(body, true)?)))
        }
        _ => Err("is not a literal"),
    }
}

fn int(text: &str, negative: bool) -> Option<i64> {
    let magnitude = magnitude(text)?;
    let value = i128::from(magnitude);
    i64::try_from(if negative { -value } else { value }).ok()
}

fn uint(text: &str) -> Option<u64> {
    magnitude(text.trim_end_matches(['u', 'U']))
}

fn magnitude(text: &str) -> Option<u64> {
    match text.strip_prefix("0x") {
        Some(digits) => u64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

/// The bytes that a quoted text stands for, with its line breaks made `\n`.
fn unescape(quoted: &str, is_bytes: bool) -> Result<Vec<u8>, &'static str> {
    let is_raw = quoted.starts_with(['r', 'R']);
    let quoted = if is_raw { quoted.get(1..).unwrap_or_default() } else { quoted };
    let is_triple =
        quoted.len() >= 6 && (quoted.starts_with("'''") || quoted.starts_with("\"\"\""));
    let width = if is_triple { 3 } else { 1 };
    let body =
        quoted.len().checked_sub(width).and_then(|end| quoted.get(width..end)).unwrap_or_default();
    let body = body.replace("\r\n", "\n").replace('\r', "\n");
    if is_raw {
        return Ok(body.into_bytes());
    }
    let mut bytes = Vec::with_capacity(body.len());
    let mut rest = body.as_str();
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        bytes.extend_from_slice(before.as_bytes());
        let length = escaped(escape, is_bytes, &mut bytes)?;
        rest = escape.get(length..).unwrap_or_default();
    }
    bytes.extend_from_slice(rest.as_bytes());
    Ok(bytes)
}

/// Adds what the escape at the beginning of `text` stands for, and says how long it is.
fn escaped(text: &str, is_bytes: bool, bytes: &mut Vec<u8>) -> Result<usize, &'static str> {
    const MALFORMED: &str = "has an escape that does not exist";
    let mark = text.as_bytes().get(1).copied().ok_or(MALFORMED)?;
    let simple = match mark {
        b'a' => 0x07,
        b'b' => 0x08,
        b'f' => 0x0c,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 0x0b,
        b'\\' | b'\'' | b'"' | b'?' | b'`' => mark,
        _ => 0,
    };
    if simple != 0 {
        bytes.push(simple);
        return Ok(2);
    }
    let (digits, radix, first) = match mark {
        b'x' | b'X' => (2, 16, 2),
        b'u' if !is_bytes => (4, 16, 2),
        b'U' if !is_bytes => (8, 16, 2),
        b'0'..=b'3' => (3, 8, 1),
        _ => return Err(MALFORMED),
    };
    let digits = text.get(first..first + digits).ok_or(MALFORMED)?;
    let code = u32::from_str_radix(digits, radix).map_err(|_| MALFORMED)?;
    if is_bytes {
        bytes.push(u8::try_from(code).map_err(|_| MALFORMED)?);
    } else {
        let character = char::from_u32(code).ok_or("has an escape that is no character")?;
        bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    }
    Ok(first + digits.len())
}
