//! The page in the words of a person who has only a keyboard: where the focus is, and whether that can be seen.

use crate::{Key, Outcome, Page};

/// What has the focus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// Its id in the document, where it has one.
    pub id: String,
    /// What it is called: its id, or else what it says.
    pub name: String,
    /// The place that it is in: `header`, `set`, `picture`, `take`, `deeper`, `footer`, or nothing.
    pub place: String,
    /// Whether it looks otherwise than without the focus: by an outline or a thick edge around it or around what stands for it.
    pub is_marked: bool,
    /// Whether it lies in the window, under nothing that stays in sight.
    pub is_in_sight: bool,
}

/// A control may lie invisibly over what shows it: over its label, or beside the words of a choice.
const STOP: &str = "
    const focused = document.activeElement;
    if (focused === null || focused === document.body || focused === document.documentElement) return null;
    const outlined = (element) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    };
    const edged = (element) => parseFloat(getComputedStyle(element).strokeWidth) >= 3;
    const label = focused.closest('label');
    const marked = [focused, focused.nextElementSibling, label].some((element) => element && outlined(element))
        || [...focused.querySelectorAll(':scope > rect')].some(edged);
    const { left, top, right, bottom } = (label?.contains(focused) ? label : focused).getBoundingClientRect();
    const bar = document.querySelector('.picture__bar');
    const hides = bar !== null && getComputedStyle(bar).position === 'sticky' && !bar.contains(focused) && bar.getBoundingClientRect().top <= 0;
    const ceiling = hides ? bar.getBoundingClientRect().bottom : 0;
    const seen = right > 0 && left < innerWidth && bottom > ceiling && top < innerHeight;
    const place = focused.closest('header, footer')?.localName ?? focused.closest('.place')?.className.split('--')[1] ?? focused.closest('.deeper')?.className ?? '';
    const name = focused.id || `${focused.localName} ${focused.getAttribute('aria-label') ?? focused.textContent.slice(0, 60)}`;
    return [focused.id, name, place, marked, seen];";

impl Page {
    /// Presses the Tab key, with Shift to go back.
    pub async fn press_tab(&self, is_backwards: bool) -> Outcome<()> {
        let held: &[Key] = if is_backwards { &[Key::Shift] } else { &[] };
        self.press_with(held, char::from(Key::Tab)).await
    }

    /// What has the focus; nothing where the page itself has it.
    pub async fn stop(&self) -> Outcome<Option<Stop>> {
        // What the focus scrolls into view is there with the next frame.
        self.settle().await?;
        let found: Option<(String, String, String, bool, bool)> = serde_json::from_value(self.script(STOP, vec![]).await?)?;
        Ok(found.map(|(id, name, place, is_marked, is_in_sight)| Stop { id, name, place, is_marked, is_in_sight }))
    }

    /// Takes the focus off everything and lets the Tab key begin at the top of the page, as from the address bar.
    pub async fn begin_at_the_top(&self) -> Outcome<()> {
        // Browsers begin at the last click or focus; what goes from the document takes that with it.
        let begin = "
            const top = document.createElement('span');
            top.tabIndex = -1;
            document.body.prepend(top);
            top.focus();
            top.remove();
            scrollTo(0, 0);";
        self.script(begin, vec![]).await?;
        self.settle().await
    }
}
