//! How deep an expression may nest.

/// The most that a rule of the grammar may be open in itself: `maxRecursionDepth` of cel-go 0.29,
/// which the API server leaves at its default. Parentheses count, and so does every further member
/// or operator of a chain.
pub(super) const GRAMMAR_DEPTH: u32 = 250;

/// The deepest tree that is followed here. The server has no such limit of its own, but what it
/// takes within [`GRAMMAR_DEPTH`] can multiply to a tree that no stack holds.
pub(super) const TREE_DEPTH: u32 = 300;

/// The longest expression in characters: `expressionSizeCodePointLimit` of cel-go 0.29.
pub(super) const LENGTH: usize = 100_000;

/// How often each rule of the grammar is open at the moment.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Depth {
    pub(super) expression: u32,
    pub(super) relation: u32,
    pub(super) calculation: u32,
    pub(super) member: u32,
}

impl Depth {
    /// Whether any of them is open too often.
    pub(super) fn is_exceeded(self) -> bool {
        [self.expression, self.relation, self.calculation, self.member]
            .iter()
            .any(|depth| *depth > GRAMMAR_DEPTH)
    }
}
