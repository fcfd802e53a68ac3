//! The whole page: one state, one derivation per change of it, and the places where both are shown.

use std::rc::Rc;

use yew::{Html, component, html, use_callback, use_effect_with, use_memo, use_mut_ref, use_reducer};

use crate::browser;
use crate::state::{Action, Calculation, State};
use crate::text::{Text, t};
use crate::view::{PicturePlace, Takeaway, header, set_place};

/// The page.
#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::new(browser::stored_theme().unwrap_or_default()));
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
    use_effect_with(state.theme, |theme| browser::apply_theme(*theme));
    html! {
        <>
            { header::view(&state.request, state.theme, &act) }
            <main class="places">
                { set_place::view(&calculation, &act) }
                <PicturePlace calculation={&calculation} selected={state.selected} act={&act} />
                <Takeaway calculation={&calculation} tab={state.tab} act={&act} />
            </main>
            <footer class="footer">{ t(Text::Disclaimer) }</footer>
        </>
    }
}
