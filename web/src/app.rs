//! The whole page: one state, one derivation per change of it, and the places where both are shown.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::{Html, UseReducerHandle, component, hook, html, use_callback, use_effect_with, use_memo, use_mut_ref, use_reducer};

use crate::browser::incoming::Listening;
use crate::browser::{self, address};
use crate::state::{Action, Calculation, State, link};
use crate::text::{Language, Words};
use crate::view::element::{element, fragment};
use crate::view::{PicturePlace, Takeaway, TextPlace, finding_list, header, offline, set_place, use_taking};

/// How long the address waits for the next change, so that a moving slider does not write it many times a second. Unit: milliseconds.
/// Browsers allow a page some hundred addresses in half a minute.
const ADDRESS_REST: u32 = 400;

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::new(browser::stored_theme().unwrap_or_default(), Language::default(), &address::fragment()));
    // The last calculation of each process, so that its last good picture is there after a look at another process.
    let last = use_mut_ref(Vec::<Rc<Calculation>>::new);
    let calculation = use_memo(Rc::clone(&state.request), |request| {
        let of_process = last.borrow().iter().find(|known| known.request.process == request.process).cloned();
        Calculation::of(Rc::clone(request), of_process.as_deref())
    });
    {
        let mut last = last.borrow_mut();
        last.retain(|known| known.request.process != calculation.request.process);
        last.push(Rc::clone(&calculation));
    }
    let words = Words::built_in(Language::default());
    let dispatcher = state.dispatcher();
    let act = use_callback((), move |action: Action, ()| dispatcher.dispatch(action));
    use_effect_with(state.theme, |theme| browser::apply_theme(*theme));
    use_effect_with(act.clone(), |act| {
        let listening = Listening::new(act.clone());
        move || drop(listening)
    });
    use_address(&state);
    let standing = offline::use_standing();
    let taking = use_taking("link", words);
    let text = html! { <TextPlace document={&state.document} is_reading={state.is_reading} act={&act} {words} /> };
    let picture = html! { <PicturePlace calculation={&calculation} selected={state.view.selected} act={&act} {words} /> };
    let takeaway = html! {
        <Takeaway calculation={&calculation} document={&state.document} view={state.view} writing={state.writing()} act={&act} {words} />
    };
    let set = element!("section", "class" = "place place--set", "aria-labelledby" = "place-set")
        .child(set_place::head(&act, words))
        .child(text)
        .child(set_place::view(&calculation, &act, words));
    fragment()
        .child(header::view(&state, &taking, &act, words))
        .child(finding_list::of_link(state.link_findings.all(), &act, words))
        .child(element!("main", "class" = "places").child(set).child(picture).child(takeaway))
        .child(offline::foot(&standing, words))
        .into()
}

/// Keeps the address of the page a link to its state: a new entry of the browser's history for each step, and none while a value moves.
#[hook]
fn use_address(state: &UseReducerHandle<State>) {
    let timer = use_mut_ref(|| None::<Timeout>);
    let written = use_mut_ref(|| 0);
    let (of_request, of_view) = (Rc::clone(&state.request), state.view);
    let state = state.clone();
    use_effect_with((of_request, of_view), move |_| {
        if !link::holds(&state.request) {
            return drop(timer.take());
        }
        let write = move || {
            let moves = state.history.moves();
            let fragment = link::write(&state);
            let is_new_entry = written.replace(moves) != moves && moves != state.opened_at;
            if fragment != address::fragment() {
                address::write_fragment(&fragment, is_new_entry);
            }
        };
        timer.replace(Some(Timeout::new(ADDRESS_REST, write)));
    });
}
