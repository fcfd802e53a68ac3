//! The conformance run as a command: `conformance [DIR]`. Everything that it does stands in the library.

use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let folder = std::env::args_os().nth(1).map_or_else(conformance::own_vectors, PathBuf::from);
    match conformance::run_dir(&folder) {
        Ok(report) => {
            println!("{report}");
            if report.is_green() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
