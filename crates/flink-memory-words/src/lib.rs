//! What the calculator says, in every language: a file per language, and a row in [`languages`]. Who says what, and which facts stand in it, is
//! decided where it is said: `written` by the writers of `flink-memory-formats`, `page` and `instead` by the page.
//!
//! There is no code in it, only tables that others make their own: the macro of a language gives all of its texts to the macro that it is asked
//! for. A text that is missing, or that nobody says, does not compile there. A fact stands in a text as `{name}`.
//!
//! ```
//! macro_rules! name_of_the_heap {
//!     (pools { $($pool:ident: $name:literal,)+ } $($others:tt)*) => {
//!         [$((stringify!($pool), $name)),+].iter().find(|(pool, _)| *pool == "JvmHeap").map(|(_, name)| *name)
//!     };
//! }
//!
//! assert_eq!(flink_memory_words::english!(name_of_the_heap), Some("JVM Heap"));
//! assert_eq!(flink_memory_words::chinese!(name_of_the_heap), Some("JVM 堆内存"));
//! ```

mod chinese;
mod english;
#[cfg(test)]
mod laws;

/// Every language, the first one for whoever chose none: its name, its macro, its stable name, the name that browsers know, and what it
/// calls itself.
#[macro_export]
macro_rules! languages {
    ($($taker:tt)+) => { $($taker)+! {
        /// English.
        English english "en" "en" "English"
        /// Simplified Chinese.
        Chinese chinese "zh" "zh-CN" "中文"
    } };
}
