//! What one line looks like on its own: open quotes and brackets, key and value.

/// The features of a line that repairs go by; offsets are bytes of the line's body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct LineShape {
    /// A quote that begins a scalar and is not closed on the line.
    pub(super) quote: Option<char>,
    /// Brackets that are not closed on the line, outermost first.
    pub(super) brackets: Vec<char>,
    /// Behind the colon of the first key.
    pub(super) value: Option<usize>,
    /// The blank-trimmed end in front of a trailing comment.
    pub(super) end: usize,
}

impl LineShape {
    /// Reads `body`, a line without its indentation.
    pub(super) fn new(body: &str) -> Self {
        let bytes = body.as_bytes();
        let mut shape = Self::default();
        let mut fresh = true;
        let mut at = 0;
        let mut end = bytes.len();
        while let Some(byte) = bytes.get(at).copied() {
            let separated = bytes.get(at + 1).is_none_or(|next| matches!(next, b' ' | b'\t'));
            let in_flow = !shape.brackets.is_empty();
            match byte {
                b' ' | b'\t' => {}
                b'#' if at == 0 || matches!(bytes[at - 1], b' ' | b'\t') => {
                    end = at;
                    break;
                }
                b'\'' | b'"' if fresh => {
                    let Some(close) = closing_quote(bytes, at) else {
                        shape.quote = Some(char::from(byte));
                        break;
                    };
                    at = close;
                    fresh = false;
                }
                b'[' | b'{' if fresh || in_flow => {
                    shape.brackets.push(char::from(byte));
                    fresh = true;
                }
                b']' | b'}' if in_flow => {
                    shape.brackets.pop();
                    fresh = false;
                }
                b',' if in_flow => fresh = true,
                b'-' | b'?' if fresh && separated => {}
                b':' if separated || in_flow => {
                    if !in_flow && shape.value.is_none() {
                        shape.value = Some(at + 1);
                    }
                    fresh = true;
                }
                b'&' | b'!' if fresh => {
                    while bytes.get(at + 1).is_some_and(|next| !matches!(next, b' ' | b'\t')) {
                        at += 1;
                    }
                }
                _ => fresh = false,
            }
            at += 1;
        }
        shape.end = body[..end].trim_end_matches([' ', '\t']).len();
        shape
    }

    /// The text that closes what the line leaves open.
    pub(super) fn closers(&self) -> String {
        let brackets = self.brackets.iter().rev().map(|bracket| match bracket {
            '[' => ']',
            _ => '}',
        });
        self.quote.into_iter().chain(brackets).collect()
    }
}

fn closing_quote(bytes: &[u8], open: usize) -> Option<usize> {
    let quote = bytes[open];
    let mut at = open + 1;
    while let Some(byte) = bytes.get(at).copied() {
        if byte == b'\\' && quote == b'"' {
            at += 1;
        } else if byte == quote {
            if quote == b'\'' && bytes.get(at + 1) == Some(&quote) {
                at += 1;
            } else {
                return Some(at);
            }
        }
        at += 1;
    }
    None
}
