//! Writes the page as it first comes, in a language, rendered by the components that the browser runs: `cargo xtask` puts it into index.html or
//! beside it.
//! Nobody hears anything in it until the module has taken over.

#[cfg(target_arch = "wasm32")]
fn main() {}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    use std::pin::pin;
    use std::rc::Rc;
    use std::task::{Context, Poll, Waker};

    use flink_memory_web::text::{Language, Words};
    use flink_memory_web::{App, Instance, Props, Shown};
    use yew::LocalServerRenderer;

    let mut arguments = std::env::args().skip(1);
    let language = arguments.next().and_then(|id| Language::from_id(&id)).unwrap_or_default();
    let mut instance = Instance::new(Shown::PAGE, Words::built_in(language), "");
    instance.version = arguments.next().unwrap_or_default();
    instance.guide = arguments.next().unwrap_or_default();
    let instance = Rc::new(instance);
    let renderer = LocalServerRenderer::<App>::with_props(Props { instance }).hydratable(false);
    let mut rendering = pin!(renderer.render());
    let mut context = Context::from_waker(Waker::noop());
    // Nothing in the page waits for anything, so each look brings it further.
    loop {
        if let Poll::Ready(page) = rendering.as_mut().poll(&mut context) {
            return print!("{page}");
        }
    }
}
