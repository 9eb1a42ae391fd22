//! Defects that show while files are put together.

use super::defect;
use crate::{
    site::{Origin, Site, Slot, Spelling},
    subjects::{Defect, DefectKind},
};

/// Something that extends or includes itself.
pub(in crate::compose) fn circular(at: Origin, address: &str, message: String) -> Defect {
    defect(DefectKind::Cycle, address, site(at), message)
}

/// A base that no service of the file is.
pub(in crate::compose) fn undeclared(at: Origin, address: &str, message: String) -> Defect {
    defect(DefectKind::Undefined, address, site(at), message)
}

fn site(at: Origin) -> Site {
    Site::absent(at, Slot { owner: at, path: &[], spelling: Spelling::Value })
}
