//! How rules are graded: the table of the front page, to be shown with a severity, and what a finding
//! can be graded by where it is worth another severity than its rule.

use Severity::{Critical, High, Info, Low, Medium};
use plimsoll_diagnostics::Severity;

/// What somebody gets at who makes use of an offence.
const IMPACTS: [&str; 3] = [
    "the host, the cluster, or a credential for them",
    "another workload, its data, or its network",
    "this workload's own data or availability",
];

/// What else has to go wrong first.
const PRECONDITIONS: [&str; 3] =
    ["nothing else has to go wrong", "one common flaw has to be there", "several have to"];

/// A row for each impact, a column for each precondition.
const GRADES: [[Severity; 3]; 3] =
    [[Critical, High, Medium], [High, Medium, Low], [Medium, Low, Info]];

/// What somebody gets at who makes use of an offence: a row of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impact {
    /// The host, the cluster, or a credential for them.
    Host,
    /// Another workload, its data, or its network.
    Neighbour,
    /// This workload's own data or availability.
    Own,
}

/// What else has to go wrong first: a column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precondition {
    /// Nothing else has to go wrong.
    Nothing,
    /// One common flaw has to be there.
    OneFlaw,
    /// Several have to.
    Several,
}

/// What a finding is worth where that is not what its rule usually is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grade {
    /// The place of the table.
    pub severity: Severity,
    /// Why, as a clause: lower case, no full stop.
    pub reason: String,
}

/// The severity at a place of the table.
pub(crate) const fn severity(impact: Impact, precondition: Precondition) -> Severity {
    GRADES[impact as usize][precondition as usize]
}

/// What a rule of this severity brings somebody to, and what else has to go wrong first: one pair
/// for each place of the table where the severity stands. What a platform refuses or silently
/// ignores is graded as though it were missing.
pub fn grounds(severity: Severity) -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = GRADES.into_iter().zip(IMPACTS);
    rows.flat_map(|(row, impact)| row.into_iter().zip(PRECONDITIONS).map(move |it| (impact, it)))
        .filter(move |(_, (grade, _))| *grade == severity)
        .map(|(impact, (_, precondition))| (impact, precondition))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_of_the_table_is_found_by_its_row_and_column() {
        assert_eq!(severity(Impact::Host, Precondition::Nothing), Critical);
        assert_eq!(severity(Impact::Neighbour, Precondition::Several), Low);
        assert_eq!(severity(Impact::Own, Precondition::OneFlaw), Low);
    }

    #[test]
    fn the_front_page_has_the_same_table() {
        let page = include_str!("lib.rs");
        for (row, impact) in GRADES.iter().zip(IMPACTS) {
            let [one, two, three] = row.map(Severity::as_str);
            let line = format!("//! | {impact} | {one} | {two} | {three} |");
            assert!(page.contains(&line), "{line}");
        }
        assert!(page.contains(&format!("//! | | {} |", PRECONDITIONS.join(" | "))));
        assert!(Severity::ALL.into_iter().all(|it| grounds(it).count() > 0));
    }
}
