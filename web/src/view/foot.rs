//! The foot of the page: where the guide is, whose mark it is, what was built, and whether the page works without a network.

use yew::{Callback, hook, use_effect_with, use_state};

use super::element::{Element, button, element, fragment, passage};
use crate::browser::offline::{Following, Standing, update};
use crate::instance::Instance;
use crate::text::{Language, Word, Words, said};

/// How the page stands. Nothing is known of it while it is drawn for the first time, and of a part of somebody else's page nothing ever.
#[hook]
pub(crate) fn use_standing(is_page: bool) -> Option<Standing> {
    let known = use_state(|| None);
    let setter = known.setter();
    use_effect_with((), move |()| {
        let following = is_page.then(|| Following::new(Callback::from(move |standing| setter.set(standing))));
        move || drop(following)
    });
    *known
}

/// The foot of the page. That another version is there stays in view wherever the page is scrolled to.
pub(crate) fn view(standing: Option<Standing>, instance: &Instance, words: Words) -> Element {
    let Instance { version, guide, .. } = instance;
    let version = (!version.is_empty()).then(|| {
        let text = words.say(said::Version { version });
        fragment().child(" ").child(passage("span", "footer__version", text))
    });
    let guide = (!guide.is_empty()).then(|| {
        // The guide's first language is its folder itself, every other has a folder in it.
        let language = words.language();
        let folder = if language == Language::default() { String::new() } else { [language.id(), "/"].concat() };
        let link = element!("a", "class" = "link footer__guide", "href" = [guide.as_str(), &folder].concat());
        link.child(words.text(Word::Guide))
    });
    let foot = element!("footer", "class" = "footer").child(guide).child(words.text(Word::Disclaimer)).child(version);
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
