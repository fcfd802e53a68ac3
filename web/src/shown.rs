//! What of a calculator is there: the whole page, or as much of it as an author wants in a text. Nothing of the browser.

/// What a calculator is: a page of its own, or a part of one that is somebody else's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    /// Whether it has the page to itself, with its address, its theme and all its keys.
    pub is_page: bool,
    /// Whether the steps and what can be taken away are there, and not only the picture.
    pub is_whole: bool,
    /// What can be set.
    pub controls: Controls,
}

/// How much can be set by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Controls {
    /// Everything.
    All,
    /// What has a slider.
    Sliders,
    /// Nothing.
    None,
}

impl Shown {
    /// The page.
    pub const PAGE: Shown = Shown { is_page: true, is_whole: true, controls: Controls::All };

    /// What an author asks for; a word that is not known is taken for none.
    pub fn of(view: &str, controls: &str) -> Shown {
        let is_whole = view != "picture";
        let controls = match controls {
            "all" => Controls::All,
            "sliders" => Controls::Sliders,
            "none" => Controls::None,
            _ if is_whole => Controls::All,
            _ => Controls::None,
        };
        if view == "page" { Shown::PAGE } else { Shown { is_page: false, is_whole, controls } }
    }

    /// Whether everything can be set.
    pub fn has_all(self) -> bool {
        self.controls == Controls::All
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_author_gets_what_was_asked_for() {
        assert_eq!(Shown::of("page", "none"), Shown::PAGE);
        let of = |view, controls| {
            let Shown { is_page, is_whole, controls } = Shown::of(view, controls);
            assert!(!is_page);
            (is_whole, controls)
        };
        assert_eq!(of("calculator", "sliders"), (true, Controls::Sliders));
        assert_eq!((of("", ""), of("picture", "")), ((true, Controls::All), (false, Controls::None)));
        assert_eq!(of("picture", "all"), (false, Controls::All));
    }
}
