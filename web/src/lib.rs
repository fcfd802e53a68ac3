//! The page of the Flink Memory Calculator: what a person sets, what Flink makes of it, and what can be taken away.
//!
//! One state, one derivation per change, and everything on the screen is a function of the two. The memory rules
//! are those of [`flink_memory`]; here stands only how they are asked and shown.

mod app;
mod browser;
pub mod diagram;
pub mod explanation;
pub mod option_place;
pub mod state;
pub mod takeaway;
pub mod text;
mod view;

pub use app::App;

/// Draws the page into the element `app` of the document, or into its body where there is none.
pub fn start() {
    browser::apply_theme(browser::stored_theme().unwrap_or_default());
    match browser::mount_point() {
        Some(root) => yew::Renderer::<App>::with_root(root).render(),
        None => yew::Renderer::<App>::new().render(),
    };
}
