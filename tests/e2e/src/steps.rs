//! Steps and links in the words of a person: undo and redo, the address, going back and forward, opening and copying a link.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::page::PATIENCE;
use crate::text::Finding;
use crate::{Outcome, Page};

/// Longer than the page waits before it writes its address.
const ADDRESS_REST: Duration = Duration::from_millis(1200);

/// Undo and redo.
impl Page {
    /// Presses the button that goes back a step.
    pub async fn undo(&self) -> Outcome<()> {
        self.find("#undo").await?.click().await?;
        self.settle().await
    }

    /// Presses the button that does a step again.
    pub async fn redo(&self) -> Outcome<()> {
        self.find("#redo").await?.click().await?;
        self.settle().await
    }

    /// Whether there is a step to undo, and one to do again.
    pub async fn can_undo_and_redo(&self) -> Outcome<(bool, bool)> {
        let read = "return ['undo', 'redo'].map((id) => document.getElementById(id).getAttribute('aria-disabled') === 'false');";
        Ok(serde_json::from_value(self.script(read, vec![]).await?)?)
    }
}

/// The address of the page.
impl Page {
    /// What stands behind the `#` of the address.
    pub async fn fragment(&self) -> Outcome<String> {
        let hash = self.script("return location.hash;", vec![]).await?;
        Ok(hash.as_str().unwrap_or_default().trim_start_matches('#').to_owned())
    }

    /// Waits until the page has written its address, and gives what stands behind the `#`.
    pub async fn settled_fragment(&self) -> Outcome<String> {
        tokio::time::sleep(ADDRESS_REST).await;
        self.fragment().await
    }

    /// Waits until something stands behind the `#` of the address.
    pub async fn wait_for_fragment(&self, fragment: &str) -> Outcome<()> {
        let start = Instant::now();
        loop {
            let now = self.fragment().await?;
            if now == fragment {
                return Ok(());
            }
            if start.elapsed() > PATIENCE {
                return Err(format!("the address says `{now}` and not `{fragment}`").into());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// How many entries the browser's history has.
    pub async fn history_length(&self) -> Outcome<u64> {
        Ok(self.script("return history.length;", vec![]).await?.as_u64().unwrap_or_default())
    }

    /// Presses the browser's button for going back.
    pub async fn back(&self) -> Outcome<()> {
        self.client.back().await?;
        self.settle().await
    }

    /// Presses the browser's button for going forward.
    pub async fn forward(&self) -> Outcome<()> {
        self.client.forward().await?;
        self.settle().await
    }

    /// Loads the page anew.
    pub async fn reload(&self) -> Outcome<()> {
        self.client.refresh().await?;
        self.wait_until_started().await?;
        self.wait_until_all_is_there().await
    }

    /// Opens the page in place of everything else with something behind the `#` of its address.
    pub async fn open_fragment(&self, fragment: &str) -> Outcome<()> {
        self.open_link(&format!("{}#{fragment}", self.address)).await
    }

    /// Opens a link as one who gets it in a message: the page starts with it.
    pub async fn open_link(&self, link: &str) -> Outcome<()> {
        // Only another page in between makes the browser load this one anew.
        self.client.goto("about:blank").await?;
        self.client.goto(link).await?;
        self.wait_until_started().await?;
        self.wait_until_all_is_there().await
    }

    /// Writes something behind the `#` of the address of the open page.
    pub async fn change_fragment(&self, fragment: &str) -> Outcome<()> {
        self.script("location.hash = arguments[0];", vec![json!(fragment)]).await?;
        self.settle().await
    }

    /// Presses the button that copies the link, and gives the link.
    pub async fn copy_link(&self) -> Outcome<String> {
        self.copy_by("#copy-link", ".header .taking__said").await
    }

    /// What the page says of the link that was opened; nothing where there is nothing to say.
    pub async fn link_findings(&self) -> Outcome<Vec<Finding>> {
        self.findings_at("#link-findings").await
    }

    /// Closes what is said of the link.
    pub async fn close_link_findings(&self) -> Outcome<()> {
        Ok(self.find("#close-link-findings").await?.click().await?)
    }

    /// Follows the first key of an option in the step or refusal that is open, and gives the key.
    pub async fn follow_key(&self) -> Outcome<String> {
        let link = self.find(".picture .key-link").await?;
        let key = link.text().await?;
        link.click().await?;
        self.settle().await?;
        Ok(key)
    }
}
