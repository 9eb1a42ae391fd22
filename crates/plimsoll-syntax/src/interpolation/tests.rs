//! Tests of interpolation.

use super::{Basis::*, InterpolationError::*, *};
use crate::testing::{any_text, assert_sliceable};
use proptest::prelude::*;

fn given(name: &str) -> Option<String> {
    match name {
        "SET" => Some("value".to_owned()),
        "EMPTY" => Some(String::new()),
        _ => None,
    }
}

#[test]
fn values_are_as_compose_makes_them_or_unknown() {
    // (template, basis, result where known)
    let cases = [
        ("", Text, Some("")),
        ("plain", Text, Some("plain")),
        ("a$$b", Text, Some("a$b")),
        ("$$SET", Text, Some("$SET")),
        ("$${SET}", Text, Some("${SET}")),
        ("$$$SET", Environment, Some("$value")),
        ("$$$$", Text, Some("$$")),
        // A lone dollar is no reference.
        ("5$", Text, Some("5$")),
        ("$5 $/ $ ", Text, Some("$5 $/ $ ")),
        ("$é", Text, Some("$é")),
        ("$SET", Environment, Some("value")),
        ("$SET-x", Environment, Some("value-x")),
        ("${SET}x", Environment, Some("valuex")),
        ("${SET:-d}", Environment, Some("value")),
        ("${EMPTY}", Environment, Some("")),
        ("${EMPTY:-d}", Default, Some("d")),
        ("${EMPTY-d}", Environment, Some("")),
        ("${UNSET:-d}", Default, Some("d")),
        ("${UNSET-d}", Default, Some("d")),
        ("${UNSET:-}", Default, Some("")),
        ("${UNSET-}", Default, Some("")),
        ("${SET:+alt}", Environment, Some("alt")),
        ("${EMPTY+alt}", Environment, Some("alt")),
        ("${EMPTY:+alt}", Unknown, None),
        ("${UNSET:+alt}", Unknown, None),
        ("${SET:?needed}", Environment, Some("value")),
        ("${EMPTY?needed}", Environment, Some("")),
        ("${EMPTY:?needed}", Unknown, None),
        ("${UNSET?needed}", Unknown, None),
        ("$UNSET", Unknown, None),
        ("${UNSET}", Unknown, None),
        ("nginx:${UNSET}", Unknown, None),
        ("${SET}${UNSET:-d}", Default, Some("valued")),
        // The operator that stands first decides.
        ("${UNSET:-a?b}", Default, Some("a?b")),
        ("${UNSET-a:-b}", Default, Some("a:-b")),
        ("${UNSET?a:-b}", Unknown, None),
        ("${UNSET:-a-b:c}", Default, Some("a-b:c")),
        // Words hold variables and braces.
        ("${UNSET:-${OTHER:-x}}", Default, Some("x")),
        ("${UNSET:-a${SET}b}c", Default, Some("avaluebc")),
        ("${UNSET:-${OTHER}}", Unknown, None),
        ("${UNSET:-{\"a\":{}}}", Default, Some("{\"a\":{}}")),
        ("${UNSET:-a$$b}", Default, Some("a$b")),
        ("${UNSET:-{}", Default, Some("{")),
        ("${SET:+${SET},}B", Environment, Some("value,B")),
        ("${UNSET-${SET} ${SET}}", Default, Some("value value")),
        ("${UNSET:-/non:-alphanumeric}", Default, Some("/non:-alphanumeric")),
        ("${UNSET:-a}b}", Default, Some("ab}")),
        ("a\n${UNSET:-b}\nc", Default, Some("a\nb\nc")),
    ];
    for (template, basis, expected) in cases {
        let evaluated = Template::parse(template).unwrap().evaluate(&given);
        assert_eq!((evaluated.basis, evaluated.known()), (basis, expected), "{template}");
        assert_eq!(evaluated.missing.is_empty(), expected.is_some(), "{template}");
    }
}

#[test]
fn what_compose_refuses_is_an_error_at_the_reference() {
    // (template, error, the bytes to blame)
    let cases = [
        ("${", MissingName, "${"),
        ("a${}", MissingName, "${"),
        ("${1}", MissingName, "${"),
        ("${ A}", MissingName, "${"),
        ("${-x}", MissingName, "${"),
        ("${é}", MissingName, "${"),
        ("${A", Unclosed, "${A"),
        ("${A:-b", Unclosed, "${A"),
        ("${A:-b\n}", Unclosed, "${A"),
        ("x ${A:-${B", Unclosed, "${A"),
        ("${A:-${B}", Unclosed, "${B"),
        ("${A.B}", UnknownOperator, "${A"),
        ("${A:1:2}", UnknownOperator, "${A"),
        ("${A/b/c}", UnknownOperator, "${A"),
        ("${A:}", UnknownOperator, "${A"),
        ("${A }", UnknownOperator, "${A"),
        ("${A!}", UnknownOperator, "${A"),
        ("${A%x}", UnknownOperator, "${A"),
        ("ok ${A:-${1}}", MissingName, "${"),
    ];
    for (template, kind, blamed) in cases {
        let error = Template::parse(template).unwrap_err();
        assert_eq!((error.kind, error.range.slice(template)), (kind, blamed), "{template}");
    }
    let deep = "${A:-".repeat(100_000) + &"}".repeat(100_000);
    assert_eq!(Template::parse(&deep).unwrap_err().kind, TooDeep);
}

#[test]
fn a_range_of_the_result_leads_to_the_bytes_to_edit() {
    // (template, part of the result, the bytes of the template)
    let cases = [
        ("nginx:latest", "latest", "latest"),
        ("nginx:${TAG:-latest}", "latest", "latest"),
        ("nginx:${TAG:-latest}", "nginx", "nginx"),
        ("nginx:${TAG:-${OTHER:-latest}}", "latest", "latest"),
        ("${BIND:-0.0.0.0}:80:80", "0.0.0.0", "0.0.0.0"),
        ("${BIND:-0.0.0.0}:80:80", "0.0.0.0:80", "0.0.0.0}:80"),
        ("a-${SET}-b", "value", "${SET}"),
        ("a-${SET}-b", "al", "${SET}"),
        ("a$$b", "$", "$$"),
        ("a$$b", "b", "b"),
    ];
    for (template, part, expected) in cases {
        let evaluated = Template::parse(template).unwrap().evaluate(&given);
        let start = evaluated.known().unwrap().find(part).unwrap();
        let range = evaluated.source_range(TextRange::from_usize(start, start + part.len()));
        assert_eq!(range.slice(template), expected, "{template}");
    }
}

#[test]
fn the_empty_result_leads_to_the_empty_default() {
    let template = "${TAG:-}";
    let evaluated = Template::parse(template).unwrap().evaluate_alone();
    assert_eq!(evaluated.source_range(TextRange::empty(0)), TextRange::empty(7));
    let evaluated = Template::parse("").unwrap().evaluate_alone();
    assert_eq!(evaluated.source_range(TextRange::empty(0)), TextRange::empty(0));
}

#[test]
fn a_variable_is_seen_in_any_text() {
    for text in ["$A", "${A}", "x${_a:-1", "x${A:-}", "$$$A", "a${A}:$"] {
        assert_eq!(holds_variable(text), text != "x${_a:-1", "{text}");
    }
    for text in ["", "$", "$$A", "$1", "${1}", "${", "$}", "a$:b"] {
        assert!(!holds_variable(text), "{text}");
    }
}

#[test]
fn every_variable_is_listed_with_its_name() {
    let template = "$A ${B:-${C}} $$D";
    let parsed = Template::parse(template).unwrap();
    let names: Vec<&str> = parsed.variables().iter().map(|it| it.name.slice(template)).collect();
    assert_eq!(names, ["A", "B", "C"]);
    assert_eq!(parsed.evaluate_alone().missing, ["A", "C"]);
}

proptest! {
    #[test]
    fn segments_and_pieces_leave_no_gap(text in any_text()) {
        let Ok(template) = Template::parse(&text) else { return Ok(()) };
        let mut end = 0;
        for segment in template.segments() {
            prop_assert_eq!(segment.range().start(), end);
            assert_sliceable(&text, segment.range());
            end = segment.range().end();
        }
        prop_assert_eq!(end as usize, text.len());
        let evaluated = template.evaluate(&given);
        let mut end = 0;
        for piece in &evaluated.pieces {
            prop_assert_eq!(piece.out.start(), end);
            assert_sliceable(&text, piece.source);
            if piece.verbatim {
                prop_assert_eq!(piece.out.slice(&evaluated.text), piece.source.slice(&text));
            }
            end = piece.out.end();
        }
        prop_assert_eq!(end as usize, evaluated.text.len());
    }

    #[test]
    fn errors_are_on_character_boundaries(text in any_text()) {
        if let Err(error) = Template::parse(&text) {
            assert_sliceable(&text, error.range);
        }
    }

    #[test]
    fn escaping_every_dollar_gives_the_text_back(text in any_text()) {
        let escaped = text.replace('$', "$$");
        let evaluated = Template::parse(&escaped).unwrap().evaluate_alone();
        prop_assert_eq!(evaluated.known(), Some(text.as_str()));
    }

    #[test]
    fn every_source_range_is_on_character_boundaries(text in any_text(), a in 0u32..50, b in 0u32..50) {
        let Ok(template) = Template::parse(&text) else { return Ok(()) };
        let evaluated = template.evaluate(&given);
        let out = TextRange::new(a, b);
        if evaluated.text.get(out.to_usize()).is_some() {
            assert_sliceable(&text, evaluated.source_range(out));
        }
    }
}
