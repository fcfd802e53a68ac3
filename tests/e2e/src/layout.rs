//! Whether everything that the page says can be read where it stands: nothing cut, nothing written over another, nothing out of reach.

use crate::{Outcome, Page};

/// Texts that an element cuts off, that leave the window where nothing scrolls, or that run into another of the picture.
///
/// A box that a person types into scrolls what is too long for it, and what is only for those who listen is cut by intent.
const UNREADABLE: &str = "
    const said = (element) => `${element.localName}.${element.getAttribute('class') ?? ''} “${element.textContent.trim().slice(0, 60)}”`;
    const found = [];
    const isForEyes = (element) => element.checkVisibility({ visibilityProperty: true }) && !element.closest('.visually-hidden');
    const scrolls = (element) => {
        for (let around = element.parentElement; around; around = around.parentElement) {
            if (['auto', 'scroll'].includes(getComputedStyle(around).overflowX) && around !== document.documentElement) return true;
        }
        return false;
    };
    for (const element of document.body.querySelectorAll('*')) {
        if (!isForEyes(element) || element.matches('input, textarea, select, option, script, noscript')) continue;
        const { overflowX, overflowY } = getComputedStyle(element);
        const isCut = (overflow, content, room) => ['hidden', 'clip'].includes(overflow) && room > 0 && content > room + 1;
        if (isCut(overflowX, element.scrollWidth, element.clientWidth) || isCut(overflowY, element.scrollHeight, element.clientHeight)) {
            found.push(`${said(element)} is cut`);
        }
        const ownText = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE && node.data.trim() !== '');
        for (const node of ownText) {
            const range = document.createRange();
            range.selectNodeContents(node);
            const { left, right, width } = range.getBoundingClientRect();
            if (width > 0 && (right > innerWidth + 1 || left < -1) && !scrolls(element)) found.push(`${said(element)} leaves the window`);
        }
    }
    for (const block of document.querySelectorAll('.block, .segment')) {
        const room = block.querySelector('rect').getBoundingClientRect();
        const texts = [...block.querySelectorAll('text')].filter((text) => text.textContent !== '' && isForEyes(text));
        const places = texts.map((text) => text.getBoundingClientRect());
        places.forEach((place, number) => {
            if (place.left < room.left - 1 || place.right > room.right + 1) found.push(`${said(texts[number])} leaves its box`);
            if (number > 0 && places[number - 1].right > place.left) found.push(`${said(texts[number])} is written over another`);
        });
    }
    return [...new Set(found)];";

/// What stays in sight while the page scrolls, as a share of the window's height.
const STAYING: &str = "
    const staying = [...document.body.querySelectorAll('*')].filter((element) => ['sticky', 'fixed'].includes(getComputedStyle(element).position));
    const bars = staying.filter((element) => element.clientWidth > innerWidth * 0.9 && element.checkVisibility());
    return Math.max(0, ...bars.map((bar) => bar.getBoundingClientRect().height / innerHeight));";

impl Page {
    /// Every text that cannot be read where it stands, with what is wrong.
    pub async fn unreadable(&self) -> Outcome<Vec<String>> {
        Ok(serde_json::from_value(self.script(UNREADABLE, vec![]).await?)?)
    }

    /// The share of the window's height that stays covered while the page scrolls, 0.0 to 1.0.
    pub async fn covered(&self) -> Outcome<f64> {
        Ok(self.script(STAYING, vec![]).await?.as_f64().unwrap_or_default())
    }
}
