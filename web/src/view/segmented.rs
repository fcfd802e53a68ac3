//! A choice among few: radio buttons that look like one control.

use yew::{Callback, Html};

use super::element::{element, passage};
use crate::state::Action;

/// What is chosen among, and by whom it is heard.
pub(crate) struct Segmented<'a> {
    /// The common name of the radio buttons; with a choice's number it makes the ids.
    pub(crate) name: &'static str,
    /// What the choice is about.
    pub(crate) legend: &'static str,
    /// Whether the legend is also shown, where the choices do not speak for themselves.
    pub(crate) shows_legend: bool,
    /// The choices: what each is called, what choosing it does, and whether it is chosen.
    pub(crate) choices: Vec<(&'static str, Action, bool)>,
    /// Told what choosing does.
    pub(crate) act: &'a Callback<Action>,
}

impl Segmented<'_> {
    pub(crate) fn view(self) -> Html {
        let Segmented { name, legend, shows_legend, choices, act } = self;
        let legend_class = if shows_legend { "segmented__legend" } else { "visually-hidden" };
        let choices = choices.into_iter().enumerate().map(|(index, (label, action, is_chosen))| {
            let radio = element!("input", "type" = "radio", "class" = "segmented__radio", "name" = name, "id" = format!("{name}-{index}"))
                .checked(is_chosen)
                .on_change(act.reform(move |_| action.clone()));
            element!("label", "class" = "segmented__choice").child(radio).child(passage("span", "segmented__label", label))
        });
        element!("fieldset", "class" = "segmented", "id" = name)
            .key(name)
            .child(passage("legend", legend_class, legend))
            .child(element!("div", "class" = "segmented__choices").children(choices))
            .into()
    }
}
