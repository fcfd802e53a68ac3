//! Whether the page is kept for work without a network, in the words of a person: what it says of that, and asking for another version.

use std::time::{Duration, Instant};

use fantoccini::wd::Locator;

use crate::page::PATIENCE;
use crate::{Outcome, Page, devtools};

impl Page {
    /// Waits until the page stands so ("ready", "update", "incomplete"), and gives what it says of it.
    pub async fn wait_for_standing(&self, standing: &str) -> Outcome<String> {
        let start = Instant::now();
        loop {
            let read =
                "return [document.documentElement.dataset.offline ?? '', document.querySelector('.offline__said')?.textContent ?? ''];";
            let (found, said): (String, String) = serde_json::from_value(self.script(read, vec![]).await?)?;
            if found == standing && !said.is_empty() {
                return Ok(said);
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("the page does not come to stand `{standing}`, it stands `{found}` and says `{said}`").into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// What keeps the browser from installing the page.
    pub async fn installation_errors(&self) -> Outcome<Vec<String>> {
        devtools::installation_errors(&self.session).await
    }

    /// What the page says was built.
    pub async fn version(&self) -> Outcome<String> {
        self.wait_for_words_in(".footer__version").await?;
        Ok(self.find(".footer__version").await?.text().await?)
    }

    /// Presses the button that asks for the version that waits, and waits until the page has started anew.
    pub async fn ask_for_update(&self) -> Outcome<()> {
        self.script("window.isOld = true;", vec![]).await?;
        self.find("#offline-update").await?.click().await?;
        self.wait_until_script("return window.isOld !== true;", "the page was not loaded anew").await?;
        self.wait_until_started().await
    }

    /// Leaves the page and opens it again. Firefox asks the server whenever a driver has it load a page anew, which it does for no person.
    pub async fn come_again(&self) -> Outcome<()> {
        self.open_link(&self.address).await
    }

    /// Opens the page again where it cannot come; waits until there stands why.
    pub async fn come_again_in_vain(&self, said: &str) -> Outcome<()> {
        self.client.goto("about:blank").await?;
        self.client.goto(&self.address).await?;
        let start = Instant::now();
        loop {
            let read = self.client.find(Locator::Css("body")).await?.text().await?;
            if read.contains(said) {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("`{said}` does not stand in `{read}`").into());
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
}
