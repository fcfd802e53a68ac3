//! A folder for what a driver, a browser or a test puts down, gone with the value.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::Outcome;

/// The folder.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes the folder; its name is short, because a browser puts a socket into it.
    pub fn new(name: &str) -> Outcome<Scratch> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("e2e-{}-{name}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Scratch(folder))
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Puts a file into it and gives its path.
    pub fn put(&self, name: &str, content: impl AsRef<[u8]>) -> Outcome<PathBuf> {
        let file = self.0.join(name);
        std::fs::write(&file, content)?;
        Ok(file)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What cannot be removed is left to whoever empties the system's own folder.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
