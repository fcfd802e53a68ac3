//! Fuzzes every writer with any question: it must end and not panic, and some reader must take what was written without panicking.

#![no_main]

#[allow(dead_code, reason = "other targets use the rest")]
mod question;

use flink_memory::derive;
use flink_memory_formats::read;
use flink_memory_formats::write::{Target, wording, write};
use libfuzzer_sys::fuzz_target;

use question::Question;

fuzz_target!(|question: Question| {
    let derivation = derive(&question.0);
    for target in Target::ALL {
        for &scope in target.scopes() {
            let written = write(target, scope, &question.0, &derivation, wording::ENGLISH);
            read(&written.text, None, question.0.release);
        }
    }
});
