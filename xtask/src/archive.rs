//! `cargo xtask dist`: one archive to put behind a dashboard.

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use flate2::Compression;
use flate2::write::GzEncoder;
use tar::{Builder, Header, HeaderMode};

use crate::shell::{Stop, say, target};

/// Packs the build into one archive: `index.html`, the same page as `lens.html`, and hashed files, all relative.
///
/// V0's own static folder cannot serve an `index.html`; that is what the second name is for.
pub fn pack(dist: &Path) -> Result<(), Stop> {
    let path = target().join(concat!("nezha-lens-", env!("CARGO_PKG_VERSION"), ".tar.gz"));
    write(dist, &path, packed_s()).map_err(|why| {
        Stop::new(
            format!("The archive could not be written: {why}"),
            "Look at the free space and the folder's rights.",
        )
    })?;
    say(&format!("packed into {}", path.display()));
    Ok(())
}

/// When the files are said to be of, in Unix seconds: now, or what `SOURCE_DATE_EPOCH` says, so that an archive can be made again.
fn packed_s() -> u64 {
    let said = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|said| said.parse().ok());
    said.unwrap_or_else(|| SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |now| now.as_secs()))
}

/// Every file is of `at_s`, which has to be later in each archive: V0 serves its static folder by the files' times, so a page that
/// is not newer than the one before it is "not modified", whatever is in it.
fn write(dist: &Path, path: &Path, at_s: u64) -> io::Result<()> {
    let mut archive = Builder::new(GzEncoder::new(File::create(path)?, Compression::best()));
    append_folder(&mut archive, dist, Path::new(""), at_s)?;
    append_file(&mut archive, &dist.join("index.html"), Path::new("lens.html"), at_s)?;
    archive.into_inner()?.finish()?.sync_all()
}

fn append_folder(
    archive: &mut Builder<impl io::Write>,
    folder: &Path,
    name: &Path,
    at_s: u64,
) -> io::Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, name) = (entry.path(), name.join(entry.file_name()));
        if path.is_dir() {
            append_folder(archive, &path, &name, at_s)?;
        } else {
            append_file(archive, &path, &name, at_s)?;
        }
    }
    Ok(())
}

fn append_file(archive: &mut Builder<impl io::Write>, path: &Path, name: &Path, at_s: u64) -> io::Result<()> {
    let file = File::open(path)?;
    let mut header = Header::new_gnu();
    header.set_metadata_in_mode(&file.metadata()?, HeaderMode::Deterministic);
    header.set_mtime(at_s);
    archive.append_data(&mut header, name, file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::GzDecoder;

    #[test]
    fn a_later_archive_has_later_files_so_that_no_dashboard_calls_them_unmodified() {
        let folder = target().join("tmp/archive-test");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("dist/flags")).unwrap();
        fs::write(folder.join("dist/index.html"), "page").unwrap();
        fs::write(folder.join("dist/flags/de.svg"), "flag").unwrap();
        let files_of = |at_s| {
            let path = folder.join("packed.tar.gz");
            write(&folder.join("dist"), &path, at_s).unwrap();
            let mut archive = tar::Archive::new(GzDecoder::new(File::open(path).unwrap()));
            let file = |entry: io::Result<tar::Entry<'_, _>>| {
                let entry = entry.unwrap();
                let header = entry.header();
                let name = entry.path().unwrap().display().to_string();
                (name, header.mtime().unwrap(), header.mode().unwrap() & 0o444)
            };
            archive.entries().unwrap().map(file).collect::<Vec<_>>()
        };
        let all =
            |at_s| ["flags/de.svg", "index.html", "lens.html"].map(|name| (name.to_owned(), at_s, 0o444));
        assert_eq!(files_of(1_700_000_000), all(1_700_000_000));
        assert_eq!(files_of(1_800_000_000), all(1_800_000_000));
    }
}
