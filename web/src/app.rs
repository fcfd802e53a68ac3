//! A whole calculator: one state, one derivation per change of it, and the places where both are shown.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::{
    Callback, Html, Properties, UseReducerHandle, component, hook, html, use_callback, use_effect_with, use_force_update, use_memo,
    use_mut_ref, use_reducer, use_state_eq,
};

use crate::browser::incoming::Listening;
use crate::browser::{self, address, later};
use crate::deeper::Given;
use crate::instance::Instance;
use crate::later::Arrival;
use crate::shown::Controls;
use crate::state::{Action, Calculation, State, Theme, link};
use crate::text::{Language, Word, Words};
use crate::view::element::{element, fragment};
use crate::view::{PicturePlace, Takeaway, TextPlace, deeper_place, foot, header, paper, set_place, use_taking};

/// How long the address waits for the next change, so that a moving slider does not write it many times a second. Unit: milliseconds.
/// Browsers allow a page some hundred addresses in half a minute.
const ADDRESS_REST: u32 = 400;

/// What a calculator is given.
#[derive(Debug, PartialEq, Properties)]
pub struct Props {
    /// Itself, as a script holds it.
    pub instance: Rc<Instance>,
}

/// A calculator.
#[component]
pub fn App(props: &Props) -> Html {
    let instance = &props.instance;
    let shown = instance.shown;
    let theme = || if instance.root.is_some() && shown.is_page { browser::stored_theme().unwrap_or_default() } else { Theme::default() };
    let state = use_reducer(|| State::new(theme(), instance.words.language(), &instance.start(), later::arrival()));
    instance.drawn(&state);
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
    let dispatcher = state.dispatcher();
    let act = use_callback((), move |action: Action, ()| dispatcher.dispatch(action));
    let (words, is_missed) = use_words(state.language, instance.words, &act);
    use_effect_with(words, move |words| {
        if shown.is_page {
            browser::words::speak_as_page(words.language().tag(), words.text(Word::ProductName));
        }
    });
    use_effect_with(state.theme, move |theme| {
        if shown.is_page {
            browser::apply_theme(*theme);
        }
    });
    let told = Rc::clone(instance);
    use_effect_with((Rc::clone(&calculation), state.view, state.asked.clone()), move |(calculation, ..)| told.changed(calculation));
    let root = instance.root.clone();
    use_effect_with(act.clone(), move |act| {
        let listening = Listening::new(shown, root.as_ref(), act.clone());
        move || drop(listening)
    });
    use_effect_with((state.arrival, state.writer, state.panels, act.clone()), move |(arrival, writer, panels, act)| {
        if *arrival == Arrival::Awaited {
            return later::load(act.clone());
        }
        // What is behind the second half needs it.
        if *writer == Arrival::Awaited {
            later::load_writer(act.clone());
        }
        // Nothing but the page shows panels; a link may ask for them all the same.
        if *panels == Arrival::Awaited && shown.is_page {
            later::load_panels(act.clone());
        }
    });
    use_address(&state, shown.is_page);
    let standing = foot::use_standing(shown.is_page);
    let taking = use_taking("link", words);
    let is_printing = paper::use_printing(shown.is_page);
    let text = shown.has_all().then(|| {
        html! { <TextPlace document={&state.document} is_reading={state.is_reading()} arrival={state.arrival} act={&act} {words} /> }
    });
    let given = Given { calculation: &calculation, asked: &state.asked, act: &act, words };
    let asked = shown.is_page.then(|| state.asked.clone());
    let picture = html! {
        <PicturePlace calculation={&calculation} selected={state.view.selected} has_step={shown.is_whole} {asked} panels={state.panels}
            act={&act} {words} />
    };
    let takeaway = shown.is_whole.then(|| {
        html! {
            <Takeaway calculation={&calculation} document={&state.document} view={state.view} writing={state.writing()}
                arrival={state.arrival} writer={state.writer} act={&act} {words} />
        }
    });
    let set = (shown.controls != Controls::None).then(|| {
        element!("section", "class" = "place place--set", "aria-labelledby" = "place-set")
            .child(set_place::head(&act, words))
            .child(text)
            .child(set_place::view(&calculation, shown.has_all(), &act, words))
    });
    let class = match (set.is_some(), shown.is_whole) {
        _ if shown.is_page => "places",
        (true, true) => "places places--part",
        (true, false) => "places places--part places--no-take",
        (false, true) => "places places--part places--no-set",
        (false, false) => "places places--part places--picture",
    };
    // A part of somebody else's page is not what that page is about.
    let places = element!(if shown.is_page { "main" } else { "div" }, "class" = class);
    fragment()
        .child(state.arrival.there().filter(|_| is_printing).map(|later| later.paper(&calculation, words)))
        .child(shown.has_all().then(|| header::view(&state, instance, &taking, is_missed, &act, words)))
        .child(state.arrival.there().and_then(|later| later.of_link(state.link_findings.all(), &act, words)))
        .child(places.child(set).child(picture).child(takeaway))
        .child(shown.is_page.then(|| deeper_place::view(state.arrival, state.panels, &given)))
        .child(shown.is_page.then(|| foot::view(standing, instance, words)))
        .into()
}

/// The texts of a language, and whether they could not be loaded. Until they have come, and where they do not, those before are spoken.
#[hook]
fn use_words(language: Language, first: Words, act: &Callback<Action>) -> (Words, bool) {
    let spoken = use_mut_ref(|| first);
    let arrived = use_force_update();
    let is_missed = use_state_eq(|| false);
    let words = Words::loaded(language).unwrap_or(*spoken.borrow());
    spoken.replace(words);
    let (act, missed) = (act.clone(), is_missed.setter());
    use_effect_with(language, move |&language| {
        if Words::loaded(language).is_some() {
            return;
        }
        browser::words::load(language, move |is_loaded| {
            missed.set(!is_loaded);
            if is_loaded {
                arrived.force_update();
            } else {
                act.emit(Action::PickLanguage(words.language()));
            }
        });
    });
    (words, *is_missed)
}

/// Keeps the address of the page a link to its state: a new entry of the browser's history for each step, and none while a value moves.
#[hook]
fn use_address(state: &UseReducerHandle<State>, is_page: bool) {
    let timer = use_mut_ref(|| None::<Timeout>);
    let written = use_mut_ref(|| 0);
    let of_state = (Rc::clone(&state.request), state.view, state.asked.clone());
    let state = state.clone();
    use_effect_with(of_state, move |_| {
        if !is_page || !link::holds(&state.request) {
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
