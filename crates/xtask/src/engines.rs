//! The end-to-end tests in each browser, and which of them are not run where, with the reason: nothing is left out without being counted.

use crate::browser::{Engine, Variable};
use crate::failure::Outcome;
use crate::{program, tools};

/// The package with the end-to-end tests, which need a built page and a browser.
pub(crate) const PACKAGE: &str = "flink-memory-e2e";

/// Why a test is not run in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reason {
    /// Only Chromium prints to a file whose sheets can be counted.
    Printer,
    /// Only Chromium tells what keeps a page from being installed.
    Installer,
    /// `WebKitGTK` takes media, colour scheme and languages from its system, and that only when it starts.
    Media,
    /// `WebKitGTK` makes the ends of lines of Windows those of Unix on their way through the clipboard.
    LineEnds,
    /// Firefox without a window keeps only texts in its clipboard.
    PictureInClipboard,
    /// The `MiniBrowser` has no keys for undo and redo within a box.
    UndoInBoxes,
    /// Nothing that engines differ in: rules of the model, formats of texts, or one more state of what is examined in another. It would take minutes.
    SameEverywhere,
}

impl Reason {
    const ALL: [Reason; 7] = [
        Reason::Printer,
        Reason::Installer,
        Reason::Media,
        Reason::LineEnds,
        Reason::PictureInClipboard,
        Reason::UndoInBoxes,
        Reason::SameEverywhere,
    ];

    /// As the run prints it.
    const fn words(self) -> &'static str {
        match self {
            Reason::Printer => "no printer that can be driven",
            Reason::Installer => "no word on whether a page can be installed",
            Reason::Media => "no other medium, colour scheme or language while the browser is open",
            Reason::LineEnds => "no ends of lines of Windows in the clipboard",
            Reason::PictureInClipboard => "no pictures in the clipboard",
            Reason::SameEverywhere => "the same in every engine",
            Reason::UndoInBoxes => "no keys for undo within a box",
        }
    }
}

/// A test that is not run in some browsers.
struct NotRun {
    test: &'static str,
    engines: &'static [Engine],
    reason: Reason,
}

const BOTH: &[Engine] = &[Engine::Firefox, Engine::WebKit];

/// Every test that is not run everywhere, by the name of its function.
const NOT_RUN: &[NotRun] = &[
    NotRun { test: "the_page_can_be_installed", engines: BOTH, reason: Reason::Installer },
    NotRun { test: "a_dragged_value_is_the_only_one_that_changes", engines: &[Engine::WebKit], reason: Reason::LineEnds },
    NotRun { test: "a_picture_can_be_copied", engines: &[Engine::Firefox], reason: Reason::PictureInClipboard },
    NotRun { test: "forced_colours_leave_every_pool_its_number", engines: &[Engine::WebKit], reason: Reason::Media },
    NotRun { test: "nothing_moves_by_itself_where_that_is_not_wanted", engines: &[Engine::WebKit], reason: Reason::Media },
    NotRun { test: "paper_has_no_colours_and_black_ink", engines: &[Engine::WebKit], reason: Reason::Media },
    NotRun {
        test: "the_link_comes_before_the_choice_and_the_choice_before_the_browser",
        engines: &[Engine::WebKit],
        reason: Reason::Media,
    },
    NotRun { test: "the_theme_follows_the_system_until_one_is_chosen", engines: &[Engine::WebKit], reason: Reason::Media },
    NotRun { test: "a_long_configuration_and_a_refusal_are_two_sheets_at_most", engines: BOTH, reason: Reason::Printer },
    NotRun { test: "the_first_sight_is_one_sheet_with_everything", engines: BOTH, reason: Reason::Printer },
    NotRun { test: "a_job_manager_of_1_15_with_1g", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "a_log_that_is_checked_is_flawless", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "a_task_manager_of_1_15_with_2g", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "every_kind_of_text_is_recognised_by_name", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "every_open_group_is_flawless", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "every_release_opens_for_every_process", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "every_state_is_flawless_in_chinese", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "every_written_form_is_flawless", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "html_in_a_text_is_text", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "local_execution_is_flawless", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "ten_million_bytes_are_read_and_the_page_goes_on", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "the_job_manager_is_flawless", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "the_oldest_release_is_flawless", engines: BOTH, reason: Reason::SameEverywhere },
    NotRun { test: "keys_in_a_box_are_the_boxs_own", engines: &[Engine::WebKit], reason: Reason::UndoInBoxes },
];

/// Runs the tests in a browser, which are told besides where more is that was built; gives how many were left out for each reason.
pub(crate) fn run(engine: Engine, built: &[Variable]) -> Outcome<Vec<String>> {
    let variables = engine.bring()?;
    let mut cargo = program::cargo();
    cargo.args(["test", "--locked", "--no-fail-fast", "--package", PACKAGE, "--", "--exact"]);
    cargo.args(not_run(engine).flat_map(|row| ["--skip", row.test]));
    cargo.env("E2E_BROWSER", engine.name()).env("AXE", tools::bring_axe()?).envs(variables).envs(built.iter().cloned());
    program::run(&mut cargo)?;
    Ok(left_out(engine))
}

fn not_run(engine: Engine) -> impl Iterator<Item = &'static NotRun> {
    NOT_RUN.iter().filter(move |row| row.engines.contains(&engine))
}

fn left_out(engine: Engine) -> Vec<String> {
    let count = |reason: Reason| not_run(engine).filter(|row| row.reason == reason).count();
    let counted = Reason::ALL.into_iter().map(|reason| (count(reason), reason.words())).filter(|(count, _)| *count > 0);
    counted.map(|(count, words)| format!("{count} {} not run: {words}", if count == 1 { "test" } else { "tests" })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure::While;
    use crate::project;

    #[test]
    fn every_test_that_is_not_run_somewhere_is_there_once() -> Outcome<()> {
        let mut sources = String::new();
        for file in std::fs::read_dir(project::root().join("tests/e2e/tests")).while_doing("Listing the end-to-end tests")? {
            let path = file.while_doing("Listing the end-to-end tests")?.path();
            sources += &std::fs::read_to_string(&path).while_doing(format!("Reading {}", path.display()))?;
        }
        for NotRun { test, engines, .. } in NOT_RUN {
            assert_eq!(sources.matches(&format!("async fn {test}(")).count(), 1, "{test}");
            assert!(!engines.is_empty() && !engines.contains(&Engine::Chromium), "{test}");
        }
        Ok(())
    }
}
