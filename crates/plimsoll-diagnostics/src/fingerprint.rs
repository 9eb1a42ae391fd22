//! A name for a finding that survives edits elsewhere in the file.

use std::fmt;

/// A stable name for one finding: made from the address of its subject, the rule and the value,
/// never from line numbers, so that lines above it may come and go.
///
/// 64-bit FNV-1a over the parts. It tells findings apart; it does not protect against somebody
/// who crafts collisions.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u64);

impl Fingerprint {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;

    /// The fingerprint of `parts`, in their order; `["ab", "c"]` and `["a", "bc"]` differ.
    #[must_use]
    pub fn of<'a>(parts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut hash = Self::OFFSET;
        let mut eat = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(Self::PRIME);
        for part in parts {
            part.bytes().for_each(&mut eat);
            // 0xff occurs in no UTF-8 text, so it keeps parts apart.
            eat(0xff);
        }
        Self(hash)
    }

    /// The `n`th finding, from zero, with otherwise the same fingerprint.
    #[must_use]
    pub fn occurrence(self, n: u32) -> Self {
        if n == 0 {
            return self;
        }
        Self::of([self.to_string().as_str(), n.to_string().as_str()])
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_borders_between_parts_count() {
        assert_ne!(Fingerprint::of(["ab", "c"]), Fingerprint::of(["a", "bc"]));
        assert_ne!(Fingerprint::of(["ab"]), Fingerprint::of(["ab", ""]));
        assert_eq!(Fingerprint::of(["a", "b"]), Fingerprint::of(["a", "b"]));
    }

    #[test]
    fn the_first_occurrence_is_the_fingerprint_itself() {
        let it = Fingerprint::of(["a"]);
        assert_eq!(it.occurrence(0), it);
        assert_ne!(it.occurrence(1), it.occurrence(2));
    }

    #[test]
    fn a_released_fingerprint_never_changes() {
        // Baselines on users' disks hold these.
        let it = Fingerprint::of(["services.web.privileged", "privileged-container", "true"]);
        assert_eq!(it.to_string(), "37065b1e03b10638");
    }
}
