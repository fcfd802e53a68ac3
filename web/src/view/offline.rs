//! The foot of the page: whose mark it is, what was built, and whether the page works without a network.

use yew::{Callback, hook, use_effect_with, use_state};

use super::element::{Element, button, element, fragment, passage};
use crate::browser::offline::{Following, Standing, update, version};
use crate::text::{Word, Words, said};

/// How the page stands, and what was built. Nothing is known of both while it is drawn for the first time.
#[hook]
pub(crate) fn use_standing() -> (Option<Standing>, Option<String>) {
    let known = use_state(|| (None, None));
    let setter = known.setter();
    use_effect_with((), move |()| {
        let following = Following::new(Callback::from(move |standing| setter.set((standing, version()))));
        move || drop(following)
    });
    (*known).clone()
}

/// The foot of the page. That another version is there stays in view wherever the page is scrolled to.
pub(crate) fn foot((standing, version): &(Option<Standing>, Option<String>), words: Words) -> Element {
    let version = version.as_ref().map(|version| {
        let text = words.say(said::Version { version });
        fragment().child(" ").child(passage("span", "footer__version", text))
    });
    let foot = element!("footer", "class" = "footer").child(words.text(Word::Disclaimer)).child(version);
    let (class, text, again) = match standing {
        None => ("offline", "", None),
        Some(Standing::Ready) => ("offline", words.text(Word::OfflineReady), None),
        Some(Standing::Incomplete) => ("offline", words.text(Word::OfflineIncomplete), None),
        Some(Standing::Update) => {
            let reload = button("offline-update", "button button--small", words.text(Word::Reload));
            ("offline offline--update", words.text(Word::OfflineUpdate), Some(reload.on_click(Callback::from(|_| update()))))
        }
    };
    let standing =
        element!("p", "class" = class, "id" = "offline", "role" = "status").child(passage("span", "offline__said", text)).child(again);
    fragment().child(foot).child(standing)
}
