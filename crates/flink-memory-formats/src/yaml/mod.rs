//! YAML 1.2 as a tree with places ([`tree`]), how to find one's way in it ([`look`]), and what its scalars are to Flink ([`scalar`]).
//! Nothing here knows an option.

mod escapes;
pub(crate) mod flow;
pub(crate) mod look;
mod node;
mod parser;
pub(crate) mod scalar;
pub(crate) mod scanner;
mod syntax_error;
pub(crate) mod tree;
