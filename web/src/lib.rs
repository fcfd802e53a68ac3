//! The page of the Flink Memory Calculator: what a person sets, what Flink makes of it, and what can be taken away.
//!
//! One state, one derivation per change, and everything on the screen is a function of the two. The memory rules
//! are those of [`flink_memory`]; here stands only how they are asked and shown. A script gets it by [`mount()`].

mod app;
mod browser;
pub mod deeper;
pub mod diagram;
pub mod explanation;
mod instance;
pub mod later;
mod mount;
pub mod option_place;
mod shown;
pub mod state;
pub mod takeaway;
pub mod text;
mod view;

pub use app::{App, Props};
pub use browser::Report;
pub use browser::later::comes_later;
pub use browser::words::speak;
pub use instance::Instance;
pub use mount::{Calculator, mount};
pub use shown::{Controls, Shown};
