//! The button that copies what is open, and says whether it could. What is copied is put together in `takeaway`.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::{Callback, Html, hook, html, use_mut_ref, use_state};

use crate::browser;
use crate::state::{Calculation, Tab};
use crate::takeaway::text_of;
use crate::text::{Text, t};

/// The button as a hook, because it remembers for a moment how the last copy went, and a component of its own weighs some hundred bytes.
#[hook]
pub(crate) fn use_copy_button(tab: Tab, calculation: &Rc<Calculation>) -> Html {
    let outcome = use_state(|| None::<(Tab, bool)>);
    let timer = use_mut_ref(|| None::<Timeout>);
    let onclick = {
        let (calculation, outcome) = (Rc::clone(calculation), outcome.clone());
        move |_| {
            let (outcome, timer) = (outcome.clone(), Rc::clone(&timer));
            let on_done = Callback::from(move |is_copied: bool| {
                outcome.set(Some((tab, is_copied)));
                let outcome = outcome.clone();
                timer.replace(Some(browser::after_confirmation(move || outcome.set(None))));
            });
            // The text is put together only now: on every change of a slider it would be thrown away.
            browser::copy(text_of(tab, &calculation).unwrap_or_default(), on_done);
        }
    };
    // Of another tab nothing is said.
    let (class, said) = match outcome.filter(|(copied, _)| *copied == tab).map(|(_, is_copied)| is_copied) {
        None => ("button copy", ""),
        Some(true) => ("button copy copy--done", t(Text::Copied)),
        Some(false) => ("button copy", t(Text::CopyRefused)),
    };
    html! {
        <div class="copy__place">
            <span class="copy__said" role="status" aria-live="polite">{ said }</span>
            <button type="button" {class} id={format!("copy-{}", tab.id())} {onclick}>{ t(Text::Copy) }</button>
        </div>
    }
}
