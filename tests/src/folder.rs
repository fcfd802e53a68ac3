//! A folder of vectors on disk; not in WebAssembly, which reads no files.

use std::fmt;
use std::path::{Path, PathBuf};

use flink_memory::Release;

use crate::report::{Report, UnknownRelease};

/// The project's own vectors.
pub fn own_vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

/// Why a folder cannot be run.
#[derive(Debug)]
pub enum FolderError {
    /// The folder or a file in it cannot be read.
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// A file is not named after a release.
    Release(UnknownRelease),
    /// There is no `*.jsonl` in the folder, so nothing would be proved.
    Empty {
        /// The folder.
        path: PathBuf,
    },
}

/// Runs every `<release>.jsonl` of a folder, oldest release first.
///
/// # Errors
/// A folder or file that cannot be read, that is not named after a release, or a folder without vectors.
pub fn run_dir(folder: &Path) -> Result<Report, FolderError> {
    let mut report = Report::default();
    for file in vector_files(folder)? {
        let text = std::fs::read_to_string(&file).map_err(|reason| FolderError::Unreadable { path: file.clone(), reason })?;
        report.add_file(&release_name(&file), &text).map_err(FolderError::Release)?;
    }
    Ok(report)
}

fn vector_files(folder: &Path) -> Result<Vec<PathBuf>, FolderError> {
    let unreadable = |reason| FolderError::Unreadable { path: folder.to_owned(), reason };
    let entries: Result<Vec<_>, _> = std::fs::read_dir(folder).map_err(unreadable)?.collect();
    let mut files: Vec<_> = entries.map_err(unreadable)?.iter().map(std::fs::DirEntry::path).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "jsonl"));
    if files.is_empty() {
        return Err(FolderError::Empty { path: folder.to_owned() });
    }
    // As text, 1.9 would come after 1.10; a name that is no release is reported when it is run.
    files.sort_by_cached_key(|path| (Release::parse(&release_name(path)), path.clone()));
    Ok(files)
}

fn release_name(file: &Path) -> String {
    file.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

impl fmt::Display for FolderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FolderError::Unreadable { path, reason } => write!(f, "cannot read {}: {reason}", path.display()),
            FolderError::Release(error) => error.fmt(f),
            FolderError::Empty { path } => write!(f, "no *.jsonl in {}", path.display()),
        }
    }
}

impl std::error::Error for FolderError {}
