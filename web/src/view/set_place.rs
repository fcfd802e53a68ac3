//! The first place: everything that a person sets.

use std::rc::Rc;

use yew::{Callback, Html, html};

use super::{controls, option_groups};
use crate::state::{Action, Calculation};
use crate::text::{Text, t};

/// A function and no component: whatever changes it is drawn again by a new calculation anyway, and a component weighs some hundred bytes.
pub(crate) fn view(calculation: &Rc<Calculation>, act: &Callback<Action>) -> Html {
    html! {
        <section class="place place--set" aria-labelledby="place-set">
            <div class="place__head">
                <h2 id="place-set" class="place__title">{ t(Text::WhatYouSet) }</h2>
                <button type="button" class="button" id="start-over" title={t(Text::StartOverNote)} onclick={act.reform(|_| Action::StartOver)}>
                    { t(Text::StartOver) }
                </button>
            </div>
            <div class="controls">{ for controls::view(calculation, act) }</div>
            <div class="groups">{ for option_groups::view(calculation, act) }</div>
        </section>
    }
}
