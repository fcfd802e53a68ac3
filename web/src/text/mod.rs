//! Every word that a person reads, as functions of facts with exhaustive matches, so that another language is another file.
//!
//! Keys, Flink's own messages and log lines are never translated and do not stand here.

mod english;
pub mod quantity;

pub use english::{
    Text, bounds_sentence, bytes, changed_by, complaint, control_label, decided_by, default_value, group_count, group_name, input_value,
    limit, no_limit, option_label, origin, placeholder, pool_label, pool_name, pool_note, pool_short_name, process_name, reading_note,
    release_option, reset_label, row_note, rule_words, slider_words, stale_caption, t, tab_hint, tab_name, term, theme_name,
};
