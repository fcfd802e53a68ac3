//! What can be taken away, as text that is right for the clipboard: flags, lists, log. The words of table heads come from `text`.

use flink_memory::{FlinkError, LocalTotal, LogLine, Memory, MemorySize, Pool, PoolNode, Request, Step};

use crate::state::{Calculation, Picture, Tab};
use crate::text::{Word, Words};

/// One row of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// The pool.
    pub pool: Pool,
    /// How many pools are around it.
    pub depth: u32,
    /// Its size in bytes; `None` where there is no limit.
    pub bytes: Option<u64>,
    /// Its size as Flink writes it, without the bytes in parentheses; nothing where there is no limit.
    pub flink: String,
    /// Its share of the whole.
    pub share: String,
    /// Who decided.
    pub decided: String,
}

/// The rows of the table, in the order of the picture.
pub fn table(picture: &Picture, words: Words) -> Vec<TableRow> {
    let mut rows = Vec::new();
    // Local execution has no process of its own, but the web UI shows what one would have.
    if listed(picture, Pool::TotalProcess).is_some() && picture.memory.tree().pool != Pool::TotalProcess {
        rows.push(row(picture, Pool::TotalProcess, 0, words));
    }
    push_rows(&mut rows, picture, picture.memory.tree(), 0, words);
    rows
}

fn push_rows(rows: &mut Vec<TableRow>, picture: &Picture, node: &PoolNode, depth: u32, words: Words) {
    rows.push(row(picture, node.pool, depth, words));
    for child in node.children {
        push_rows(rows, picture, child, depth + 1, words);
    }
}

fn row(picture: &Picture, pool: Pool, depth: u32, words: Words) -> TableRow {
    let size = listed(picture, pool);
    TableRow {
        pool,
        depth,
        bytes: size.map(MemorySize::bytes),
        flink: size.map_or_else(String::new, |size| size.human().short().to_string()),
        share: picture.bytes(pool).map_or_else(String::new, |bytes| words.share(bytes, picture.whole())),
        decided: picture.step(pool).map_or_else(String::new, |step: &Step| words.decided_by(&step.rule, &picture.request)),
    }
}

/// The size that Flink tells of a pool. The totals of local execution are those of the web UI, which counts the framework as well.
fn listed(picture: &Picture, pool: Pool) -> Option<MemorySize> {
    let total = match (&picture.memory, pool) {
        (Memory::Local(local), Pool::TotalFlink) => &local.total_flink,
        (Memory::Local(local), Pool::TotalProcess) => &local.total_process,
        _ => &None,
    };
    match total {
        Some(LocalTotal::Size(size)) => Some(*size),
        _ => picture.memory.size(pool),
    }
}

/// The sizes that a script is told: `pool=bytes` with a blank between, nothing where Flink refuses.
pub fn sizes(calculation: &Calculation) -> String {
    let Some(picture) = calculation.current() else { return String::new() };
    let of_pool = |pool: Pool| Some([pool.id(), "=", &picture.memory.size(pool)?.bytes().to_string()].concat());
    Pool::ALL.into_iter().filter_map(of_pool).collect::<Vec<_>>().join(" ")
}

/// What the copy button of a tab copies; `None` where there is nothing to take away.
pub fn text_of(tab: Tab, calculation: &Calculation, words: Words) -> Option<String> {
    let memory = calculation.current().map(|picture| &picture.memory);
    match tab {
        Tab::Table => calculation.current().map(|picture| table_text(picture, words)),
        Tab::Configuration => None,
        Tab::JvmFlags => memory.and_then(Memory::jvm_parameters).filter(|flags| !flags.is_empty()),
        Tab::DynamicConfiguration => memory.and_then(Memory::dynamic_configuration),
        Tab::Log => Some(log_text(calculation)).filter(|log| !log.is_empty()),
    }
}

/// What the file of a tab is called.
pub fn file_name(tab: Tab, request: &Request) -> String {
    let extension = match tab {
        Tab::Table => "tsv",
        Tab::Log => "log",
        Tab::Configuration | Tab::JvmFlags | Tab::DynamicConfiguration => "txt",
    };
    format!("flink-{}-{}-{}.{extension}", request.release, request.process.id(), tab.id())
}

/// The table with tabs between its columns, as spreadsheets take it.
fn table_text(picture: &Picture, words: Words) -> String {
    let heads = [Word::Pool, Word::ColumnBytes, Word::FlinkForm, Word::Share, Word::DecidedBy].map(|word| words.text(word));
    let mut lines = vec![heads.join("\t")];
    lines.extend(table(picture, words).into_iter().map(|row| {
        let bytes = row.bytes.map_or_else(|| words.no_limit(picture.request.process).to_owned(), |bytes| bytes.to_string());
        [words.pool_name(row.pool), &bytes, &row.flink, &row.share, &row.decided].join("\t")
    }));
    lines.join("\n")
}

/// One line of the log: level, logger and message, as far as they do not depend on a site's own pattern.
pub fn log_line(line: &LogLine) -> String {
    match line.logger() {
        Some(logger) => format!("{:<5} {logger} - {line}", line.level().to_string()),
        None => line.to_string(),
    }
}

/// The whole log, with the exception that ends it.
pub fn log_text(calculation: &Calculation) -> String {
    let mut lines: Vec<String> = calculation.derivation.log.iter().map(log_line).collect();
    lines.extend(calculation.current().and_then(|picture| picture.memory.summary()).unwrap_or_default());
    lines.extend(calculation.refusal().map(error_text));
    lines.join("\n")
}

/// An exception and its causes, as a stack trace begins its lines.
pub fn error_text(error: &FlinkError) -> String {
    let mut text = exception(error);
    for cause in error.causes() {
        text.push_str("\nCaused by: ");
        text.push_str(&exception(cause));
    }
    text
}

/// The class and the message; the start script of 1.10 prints a message without a class.
fn exception(error: &FlinkError) -> String {
    if matches!(error, FlinkError::InvalidJobManagerHeap) { error.to_string() } else { format!("{}: {error}", error.exception()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;
    use flink_memory::{Process, Release};

    fn words() -> Words {
        Words::built_in(Language::English)
    }

    fn calculation(release: Release, process: Process, entries: &[(&str, &str)]) -> Calculation {
        Calculation::shipped_with(release, process, entries)
    }

    #[test]
    fn the_log_ends_with_the_final_block() {
        let calculation = calculation(Release::V1_15, Process::TaskManager, &[("taskmanager.memory.process.size", "2g")]);
        let log = log_text(&calculation);
        assert!(log.contains("Final TaskExecutor Memory configuration:\n"), "{log}");
        assert!(log.contains("(665719939 bytes)"), "{log}");
    }

    #[test]
    fn a_refusal_ends_the_log_with_its_causes() {
        let calculation = calculation(Release::V1_20, Process::TaskManager, &[("taskmanager.memory.process.size", "1o")]);
        let log = log_text(&calculation);
        assert!(log.starts_with("IllegalConfigurationException: TaskManager memory configuration failed: "), "{log}");
        assert_eq!(log.matches("\nCaused by: ").count(), 3, "{log}");
    }

    #[test]
    fn local_execution_has_no_flags() {
        let calculation = calculation(Release::LATEST, Process::Local, &[]);
        assert_eq!(text_of(Tab::JvmFlags, &calculation, words()), None);
        assert!(text_of(Tab::Log, &calculation, words()).is_some());
    }

    #[test]
    fn local_execution_lists_the_bytes_that_flink_accounts_for_and_the_totals_of_its_web_ui() {
        let bytes = |release| {
            let rows = calculation(release, Process::Local, &[]).current().map(|picture| table(picture, words())).unwrap_or_default();
            rows.into_iter().map(|row| (row.pool, row.bytes.unwrap_or_default())).collect::<Vec<_>>()
        };
        let tebibyte = 1 << 40;
        let pools = [(Pool::TaskHeap, tebibyte), (Pool::TaskOffHeap, tebibyte), (Pool::Managed, 128 << 20), (Pool::Network, 64 << 20)];
        let totals = [(Pool::TotalProcess, 2_200_835_194_880), (Pool::TotalFlink, 2_199_493_017_600)];
        assert_eq!(bytes(Release::V2_3), [totals.as_slice(), pools.as_slice()].concat());
        let before = bytes(Release::V1_11);
        assert_eq!(before.first().map(|(pool, _)| *pool), Some(Pool::TotalFlink), "the web UI of 1.11 has no totals: {before:?}");
    }

    #[test]
    fn the_table_lists_every_pool_in_order() {
        let calculation = calculation(Release::V1_15, Process::TaskManager, &[("taskmanager.memory.process.size", "2g")]);
        let rows = calculation.current().map(|picture| table(picture, words())).unwrap_or_default();
        assert_eq!(rows.len(), 13);
        assert_eq!(rows.iter().find(|row| row.pool == Pool::JvmOverhead).and_then(|row| row.bytes), Some(214_748_368));
    }
}
