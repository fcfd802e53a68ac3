//! Writes the file of texts of each language into a folder and tells the languages, for `cargo xtask`: the page loads them beside its module,
//! which holds none.

use std::path::Path;
use std::process::ExitCode;

use flink_memory_web::text::Language;

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1) else {
        eprintln!("The folder for the texts is missing.");
        return ExitCode::FAILURE;
    };
    for language in Language::ALL {
        let file = Path::new(&folder).join(language.id()).with_extension("txt");
        if let Err(error) = std::fs::write(&file, language.file()) {
            eprintln!("Writing {} failed: {error}", file.display());
            return ExitCode::FAILURE;
        }
        println!("{}", language.id());
    }
    ExitCode::SUCCESS
}
