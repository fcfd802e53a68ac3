//! Runs other programs: shows the command, waits, and turns every way of failing into a sentence.

use std::ffi::{OsStr, OsString};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::failure::{Failure, Outcome};
use crate::project;

/// A command that runs in the project's folder.
pub(crate) fn command(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(project::root());
    command
}

/// The cargo that runs this program.
pub(crate) fn cargo() -> Command {
    command(std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo")))
}

/// Runs a command whose output goes to the terminal.
pub(crate) fn run(command: &mut Command) -> Outcome<()> {
    let text = text(command);
    println!("$ {text}");
    let status = command.status().map_err(|error| not_started(command, &error))?;
    if status.success() { Ok(()) } else { Err(Failure::new(format!("`{text}` failed with {status}."))) }
}

/// Runs a command and gives what it wrote to its standard output.
pub(crate) fn read(command: &mut Command) -> Outcome<String> {
    let output = command.stdin(Stdio::null()).output().map_err(|error| not_started(command, &error))?;
    if !output.status.success() {
        let complaint = String::from_utf8_lossy(&output.stderr);
        return Err(Failure::new(format!("`{}` failed with {}.\n{}", text(command), output.status, complaint.trim_end())));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Starts a command that goes on beside this program.
pub(crate) fn start(command: &mut Command) -> Outcome<Child> {
    println!("$ {}", text(command));
    command.spawn().map_err(|error| not_started(command, &error))
}

/// The first program of this name on the PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = [name.to_owned(), format!("{name}{}", std::env::consts::EXE_SUFFIX)];
    std::env::split_paths(&path).flat_map(|folder| names.clone().map(|name| folder.join(name))).find(|file| file.is_file())
}

/// The PATH with these folders before everything else.
pub(crate) fn path_beginning_with(folders: &[PathBuf]) -> Outcome<OsString> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().cloned().chain(std::env::split_paths(&path));
    std::env::join_paths(all).map_err(|error| Failure::new(format!("A folder for tools cannot stand in the PATH: {error}.")))
}

fn not_started(command: &Command, error: &std::io::Error) -> Failure {
    let program = command.get_program().to_string_lossy();
    match error.kind() {
        ErrorKind::NotFound => Failure::new(format!("`{program}` is not installed or not on the PATH.")),
        _ => Failure::new(format!("`{program}` could not be started: {error}.")),
    }
}

/// The command as a person would type it: the program by its name, paths inside the project without the project's folder.
fn text(command: &Command) -> String {
    let root = project::root();
    let program = Path::new(command.get_program());
    let arguments = command.get_args().map(Path::new).map(|argument| argument.strip_prefix(&root).unwrap_or(argument).as_os_str());
    let words = std::iter::once(program.file_name().unwrap_or(program.as_os_str())).chain(arguments);
    words.map(OsStr::to_string_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named() {
        let refusal = read(&mut command("no-such-program-of-ours")).err().map(|failure| failure.to_string());
        assert_eq!(refusal.as_deref(), Some("`no-such-program-of-ours` is not installed or not on the PATH."));
    }

    #[test]
    fn commands_are_shown_without_the_projects_folder() {
        let mut shown = command("/usr/bin/node");
        shown.arg(project::root().join("tests/run.mjs")).arg("--x");
        assert_eq!(text(&shown), "node tests/run.mjs --x");
    }
}
