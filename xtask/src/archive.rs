//! `cargo xtask dist`: one archive to put behind a dashboard.

use std::fs::File;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::shell::{Stop, say, target};

/// Packs the build into one archive: `index.html`, the same page as `lens.html`, and hashed files, all relative.
///
/// V0's own static folder cannot serve an `index.html`; that is what the second name is for.
pub fn pack(dist: &Path) -> Result<(), Stop> {
    let path = target().join(concat!("nezha-lens-", env!("CARGO_PKG_VERSION"), ".tar.gz"));
    write(dist, &path).map_err(|why| {
        Stop::new(
            format!("The archive could not be written: {why}"),
            "Look at the free space and the folder's rights.",
        )
    })?;
    say(&format!("packed into {}", path.display()));
    Ok(())
}

fn write(dist: &Path, path: &Path) -> std::io::Result<()> {
    let mut archive = tar::Builder::new(GzEncoder::new(File::create(path)?, Compression::best()));
    archive.mode(tar::HeaderMode::Deterministic);
    archive.append_dir_all(".", dist)?;
    archive.append_path_with_name(dist.join("index.html"), "lens.html")?;
    archive.into_inner()?.finish()?.sync_all()
}
