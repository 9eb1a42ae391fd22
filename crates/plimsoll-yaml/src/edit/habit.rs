//! The style of a file, read from the neighbours of a change and from the document.

use std::{cell::OnceCell, collections::BTreeMap};

use super::{
    lines::Lines,
    quote::{Quote, Quoting},
    render::{BlockStyle, FlowStyle},
};
use crate::tree::{CollectionStyle, Kind, Node, NodeId, Scalar, ScalarStyle, Tree};

/// The step of a document that shows none.
const STEP: usize = 2;

/// The habits of one tree; what concerns the whole document is counted once, when it is needed.
pub(super) struct Habits<'tree> {
    tree: &'tree Tree,
    lines: Lines<'tree>,
    whole: OnceCell<Whole>,
}

struct Whole {
    step: usize,
    indentless: bool,
    quote: Quote,
}

impl<'tree> Habits<'tree> {
    pub(super) fn new(tree: &'tree Tree) -> Self {
        Self { tree, lines: Lines::new(tree.text()), whole: OnceCell::new() }
    }

    /// The style of what is written into the collection `near`, or in place of one of its values.
    pub(super) fn block(&self, near: Option<NodeId>) -> BlockStyle {
        BlockStyle {
            step: near.and_then(|near| self.step_near(near)).unwrap_or_else(|| self.whole().step),
            indentless: near
                .and_then(|near| self.indentless_near(near))
                .unwrap_or_else(|| self.whole().indentless),
            flow: self.flow(near),
        }
    }

    /// The style of what is written between brackets in or below `near`.
    pub(super) fn flow(&self, near: Option<NodeId>) -> FlowStyle {
        let texts = Quoting {
            quote: near
                .and_then(|near| self.quote_near(near))
                .unwrap_or_else(|| self.whole().quote),
            always: near.is_some_and(|near| self.is_json(near)),
        };
        let keys = match near.and_then(|near| self.key_quote(near)) {
            Some(quote) => Quoting { quote, always: true },
            None => texts,
        };
        FlowStyle { texts, keys, padded: near.is_some_and(|near| self.is_padded(near)) }
    }

    /// The column of a block collection's keys or dashes; `None` for all else.
    fn block_column(&self, id: NodeId) -> Option<usize> {
        let node = self.tree.node(id);
        let style = match &node.kind {
            Kind::Mapping(mapping) => mapping.style,
            Kind::Sequence(sequence) => sequence.style,
            Kind::Scalar(_) | Kind::Alias(_) => return None,
        };
        (style == CollectionStyle::Block).then(|| self.lines.column(node.range.start() as usize))
    }

    fn children<'a>(&self, id: NodeId) -> Box<dyn Iterator<Item = NodeId> + 'a>
    where
        'tree: 'a,
    {
        match self.tree.node(id).kind {
            Kind::Mapping(mapping) => Box::new(mapping.entries.iter().map(|entry| entry.value)),
            Kind::Sequence(sequence) => Box::new(sequence.items.iter().copied()),
            Kind::Scalar(_) | Kind::Alias(_) => Box::new(std::iter::empty()),
        }
    }

    /// How far `id` stands to the right of the mapping that holds it.
    fn step_of(&self, id: NodeId) -> Option<usize> {
        let parent = self.tree.node(id).parent?;
        if !matches!(self.tree.node(parent).kind, Kind::Mapping(_)) {
            return None;
        }
        let step = self.block_column(id)?.checked_sub(self.block_column(parent)?)?;
        (step > 0).then_some(step)
    }

    fn step_near(&self, near: NodeId) -> Option<usize> {
        if let Some(step) = self.children(near).find_map(|child| self.step_of(child)) {
            return Some(step);
        }
        let mut current = near;
        loop {
            if let Some(step) = self.step_of(current) {
                return Some(step);
            }
            current = self.tree.node(current).parent?;
        }
    }

    /// Whether the dashes of the sequence `id` stand below the key that holds it.
    fn indentless_of(&self, id: NodeId) -> Option<bool> {
        if !matches!(self.tree.node(id).kind, Kind::Sequence(_)) {
            return None;
        }
        let parent = self.tree.node(id).parent?;
        if !matches!(self.tree.node(parent).kind, Kind::Mapping(_)) {
            return None;
        }
        Some(self.block_column(id)? == self.block_column(parent)?)
    }

    fn indentless_near(&self, near: NodeId) -> Option<bool> {
        self.children(near).find_map(|child| self.indentless_of(child))
    }

    fn quote_near(&self, near: NodeId) -> Option<Quote> {
        let styles = self.children(near).filter_map(|child| quote_of(self.tree.node(child)));
        prevailing(styles)
    }

    /// The quotes of the keys of a mapping that quotes all of them.
    fn key_quote(&self, near: NodeId) -> Option<Quote> {
        let mut current = near;
        loop {
            let node = self.tree.node(current);
            if let Kind::Mapping(mapping) = &node.kind
                && let Some(first) = mapping.entries.first()
            {
                let quote = quote_of(self.tree.node(first.key))?;
                let all = mapping
                    .entries
                    .iter()
                    .all(|entry| quote_of(self.tree.node(entry.key)) == Some(quote));
                return all.then_some(quote);
            }
            current = node.parent?;
        }
    }

    /// Whether `near` stands between brackets and quotes its keys as JSON does.
    fn is_json(&self, near: NodeId) -> bool {
        is_flow(self.tree.node(near)) && self.key_quote(near) == Some(Quote::Double)
    }

    /// Whether the nearest flow mapping has blanks inside its braces.
    fn is_padded(&self, near: NodeId) -> bool {
        let node = self.tree.node(near);
        let range = node.range.to_usize();
        matches!(&node.kind, Kind::Mapping(mapping) if mapping.style == CollectionStyle::Flow && !mapping.entries.is_empty())
            && self.lines.rest(range.start).starts_with("{ ")
    }

    fn whole(&self) -> &Whole {
        self.whole.get_or_init(|| {
            let mut steps = BTreeMap::<usize, usize>::new();
            let (mut indentless, mut indented) = (0usize, 0usize);
            for (id, _) in self.tree.nodes() {
                match self.indentless_of(id) {
                    Some(true) => indentless += 1,
                    Some(false) => indented += 1,
                    None => {}
                }
                if let Some(step) = self.step_of(id) {
                    *steps.entry(step).or_default() += 1;
                }
            }
            let step = steps.into_iter().max_by_key(|(step, count)| (*count, usize::MAX - step));
            let quotes = self.tree.nodes().filter_map(|(_, node)| quote_of(node));
            Whole {
                step: step.map_or(STEP, |(step, _)| step),
                indentless: indentless > indented,
                quote: prevailing(quotes).unwrap_or(Quote::Double),
            }
        })
    }
}

fn is_flow(node: Node<'_>) -> bool {
    match node.kind {
        Kind::Mapping(mapping) => mapping.style == CollectionStyle::Flow,
        Kind::Sequence(sequence) => sequence.style == CollectionStyle::Flow,
        Kind::Scalar(_) | Kind::Alias(_) => false,
    }
}

fn quote_of(node: Node<'_>) -> Option<Quote> {
    match node.kind {
        Kind::Scalar(Scalar { style, .. }) if style != ScalarStyle::Plain => Quote::of(style),
        _ => None,
    }
}

/// The more frequent quotes, the double ones where both are as frequent.
fn prevailing(quotes: impl Iterator<Item = Quote>) -> Option<Quote> {
    let (mut single, mut double) = (0usize, 0usize);
    for quote in quotes {
        match quote {
            Quote::Single => single += 1,
            Quote::Double => double += 1,
        }
    }
    match (single, double) {
        (0, 0) => None,
        _ if single > double => Some(Quote::Single),
        _ => Some(Quote::Double),
    }
}
