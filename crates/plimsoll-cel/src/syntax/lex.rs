//! Tokens of an expression.

use plimsoll_diagnostics::TextRange;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// A name, reserved words and `true`, `false`, `null`, `in` included.
    Ident,
    /// A name in back quotes.
    QuotedIdent,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    /// An operator or a bracket.
    Symbol(&'static str),
    /// Characters that begin no token.
    Unknown,
    End,
}

/// A token with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    pub(super) range: TextRange,
}

const SYMBOLS: [&str; 24] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "[", "]", "{", "}", "(", ")", ".", ",", "-", "!",
    "?", ":", "+", "*", "/", "%",
];

/// The tokens of `text`, the last of which is [`TokenKind::End`].
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut lexer = Lexer { text, offset: 0 };
    let mut tokens = Vec::new();
    loop {
        let token = lexer.token();
        tokens.push(token);
        if token.kind == TokenKind::End {
            return tokens;
        }
    }
}

struct Lexer<'a> {
    text: &'a str,
    offset: usize,
}

impl Lexer<'_> {
    fn rest(&self) -> &[u8] {
        self.text.as_bytes().get(self.offset..).unwrap_or_default()
    }

    fn byte(&self, ahead: usize) -> u8 {
        self.rest().get(ahead).copied().unwrap_or(0)
    }

    fn token(&mut self) -> Token {
        self.skip_blanks();
        let start = self.offset;
        let kind = self.kind();
        Token { kind, range: TextRange::from_usize(start, self.offset) }
    }

    fn skip_blanks(&mut self) {
        loop {
            match self.byte(0) {
                b'\t' | b' ' | b'\r' | b'\n' | 0x0c => self.offset += 1,
                b'/' if self.byte(1) == b'/' => {
                    let rest = self.rest();
                    self.offset +=
                        rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
                }
                _ => return,
            }
        }
    }

    fn kind(&mut self) -> TokenKind {
        let Some(first) = self.rest().first().copied() else {
            return TokenKind::End;
        };
        if let Some(kind) = self.string() {
            return kind;
        }
        match first {
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                self.take_while(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
                TokenKind::Ident
            }
            b'0'..=b'9' => self.number(),
            b'.' if self.byte(1).is_ascii_digit() => self.number(),
            b'`' => self.quoted_ident(),
            _ => self.symbol(),
        }
    }

    fn take_while(&mut self, wanted: impl Fn(u8) -> bool) {
        self.offset += self.rest().iter().take_while(|byte| wanted(**byte)).count();
    }

    fn number(&mut self) -> TokenKind {
        if self.byte(0) == b'0' && self.byte(1) == b'x' && self.byte(2).is_ascii_hexdigit() {
            self.offset += 2;
            self.take_while(|byte| byte.is_ascii_hexdigit());
            return self.int_or_uint();
        }
        self.take_while(|byte| byte.is_ascii_digit());
        let mut is_double = false;
        if self.byte(0) == b'.' && self.byte(1).is_ascii_digit() {
            is_double = true;
            self.offset += 1;
            self.take_while(|byte| byte.is_ascii_digit());
        }
        let sign = usize::from(matches!(self.byte(1), b'+' | b'-'));
        if matches!(self.byte(0), b'e' | b'E') && self.byte(1 + sign).is_ascii_digit() {
            is_double = true;
            self.offset += 1 + sign;
            self.take_while(|byte| byte.is_ascii_digit());
        }
        if is_double { TokenKind::Double } else { self.int_or_uint() }
    }

    fn int_or_uint(&mut self) -> TokenKind {
        if !matches!(self.byte(0), b'u' | b'U') {
            return TokenKind::Int;
        }
        self.offset += 1;
        TokenKind::Uint
    }

    fn quoted_ident(&mut self) -> TokenKind {
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"_.-/ ".contains(byte);
        let length = self.rest().iter().skip(1).take_while(|byte| is_part(byte)).count();
        if length == 0 || self.byte(1 + length) != b'`' {
            self.offset += 1;
            return TokenKind::Unknown;
        }
        self.offset += length + 2;
        TokenKind::QuotedIdent
    }

    fn symbol(&mut self) -> TokenKind {
        let rest = self.rest();
        if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(symbol.as_bytes())) {
            self.offset += symbol.len();
            return TokenKind::Symbol(symbol);
        }
        self.offset += self
            .text
            .get(self.offset..)
            .and_then(|rest| rest.chars().next())
            .map_or(1, char::len_utf8);
        TokenKind::Unknown
    }

    /// A string or bytes, if one begins here; an unclosed one is an unknown token.
    fn string(&mut self) -> Option<TokenKind> {
        let is_bytes = matches!(self.byte(0), b'b' | b'B');
        let mut prefix = usize::from(is_bytes);
        let is_raw = matches!(self.byte(prefix), b'r' | b'R');
        prefix += usize::from(is_raw);
        let quote = self.byte(prefix);
        if !matches!(quote, b'"' | b'\'') {
            return None;
        }
        let body = self.offset + prefix;
        let is_triple = self.byte(prefix + 1) == quote && self.byte(prefix + 2) == quote;
        let width = if is_triple { 3 } else { 1 };
        let end = self.string_end(body + width, quote, is_triple, is_raw);
        let Some(end) = end else {
            self.offset = self.unclosed_end(body + width);
            return Some(TokenKind::Unknown);
        };
        self.offset = end;
        Some(if is_bytes { TokenKind::Bytes } else { TokenKind::String })
    }

    fn string_end(&self, start: usize, quote: u8, is_triple: bool, is_raw: bool) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let mut at = start;
        loop {
            let byte = *bytes.get(at)?;
            if byte == quote && (!is_triple || bytes.get(at..at + 3)? == [quote; 3]) {
                return Some(at + if is_triple { 3 } else { 1 });
            }
            match byte {
                b'\\' if !is_raw => at += escape_length(bytes.get(at..)?)?,
                b'\n' | b'\r' if !is_triple => return None,
                _ => at += 1,
            }
        }
    }

    /// Where reading goes on after a string that is never closed: at the end of its line.
    fn unclosed_end(&self, start: usize) -> usize {
        let bytes = self.text.as_bytes().get(start..).unwrap_or_default();
        start + bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(bytes.len())
    }
}

/// The length of the escape sequence at the beginning of `bytes`; `None` if there is no such one.
fn escape_length(bytes: &[u8]) -> Option<usize> {
    let has_hex = |count: usize| {
        bytes.get(2..2 + count).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    match bytes.get(1)? {
        b'a' | b'b' | b'f' | b'n' | b'r' | b't' | b'v' | b'"' | b'\'' | b'\\' | b'?' | b'`' => {
            Some(2)
        }
        b'x' | b'X' if has_hex(2) => Some(4),
        b'u' if has_hex(4) => Some(6),
        b'U' if has_hex(8) => Some(10),
        b'0'..=b'3' if bytes.get(2..4)?.iter().all(|digit| (b'0'..=b'7').contains(digit)) => {
            Some(4)
        }
        _ => None,
    }
}
