//! Settings for what is judged: each file has the nearest `plimsoll.toml` above it, as it is in
//! the editor or on the disk.

use std::{
    collections::BTreeSet,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use ignore::WalkBuilder;
use plimsoll_linter::{Baseline, Configured, Date, Linter, Report, Wanted, config};

use crate::overlay::Overlay;

/// The settings of the files with these names, which are relative to `root`.
pub(crate) fn configure<'p>(
    root: &Path,
    names: impl IntoIterator<Item = &'p str>,
    files: &Overlay,
) -> Configured {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |it| it.as_secs());
    let wanted = Wanted {
        folder: root.to_string_lossy().replace('\\', "/"),
        today: Some(Date::from_unix_seconds(now)),
        ..Wanted::default()
    };
    wanted.configure(names, files)
}

/// Silences what the baselines of the files know.
pub(crate) fn silence_known(report: &mut Report, linter: &Linter, files: &Overlay) {
    let own = report.coverage.files.iter();
    let homes: BTreeSet<String> =
        own.map(|it| linter.settings(&report.project.file(it.file).path).baseline_path()).collect();
    for home in homes {
        let text = files.text_anywhere(Path::new(&home));
        let Some(Ok(baseline)) = text.map(|text| Baseline::parse(&text)) else { continue };
        baseline.apply(report, linter, |path| {
            let settings = linter.settings(path);
            (settings.baseline_path() == home).then(|| settings.path_in_baseline(path, &home))
        });
    }
}

/// Configurations are looked for upwards, so they come from outside of the folder as well.
impl config::Loader for Overlay {
    fn load(&self, path: &str) -> Result<String, String> {
        self.text_anywhere(Path::new(path)).ok_or_else(|| "no such file".to_owned())
    }

    fn exists(&self, path: &str) -> bool {
        self.is_there(Path::new(path))
    }

    fn list(&self, folder: &str) -> Result<Vec<String>, String> {
        let mut files = Vec::new();
        for entry in WalkBuilder::new(folder).standard_filters(false).build() {
            let path = entry.map_err(|error| error.to_string())?.into_path();
            if path.is_file() {
                files.push(path.to_string_lossy().replace('\\', "/"));
            }
        }
        files.sort();
        Ok(files)
    }
}
