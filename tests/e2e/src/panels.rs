//! The panels of what follows from the breakdown, in a person's words.

use fantoccini::Locator;
use serde_json::json;

use crate::page::PATIENCE;
use crate::{Outcome, Page};

impl Page {
    /// The names of the panels, in order, each with whether it is open.
    pub async fn panels(&self) -> Outcome<Vec<(String, bool)>> {
        let read = "return [...document.querySelectorAll('.deeper .deeper__head')].map((head) => \
            [head.id.replace('deeper-', ''), head.getAttribute('aria-expanded') === 'true']);";
        Ok(serde_json::from_value(self.script(read, vec![]).await?)?)
    }

    /// Opens a panel, and waits until it says something.
    pub async fn open_panel(&self, panel: &str) -> Outcome<()> {
        let head = self.client.wait().at_most(PATIENCE).for_element(Locator::Css(&format!("#deeper-{panel}"))).await?;
        if head.attr("aria-expanded").await?.as_deref() != Some("true") {
            head.click().await?;
        }
        self.wait_for_panel(panel).await
    }

    /// Waits until an open panel says something.
    pub async fn wait_for_panel(&self, panel: &str) -> Outcome<()> {
        let inside = format!("#deeper-body-{panel} > :not(.deeper__coming)");
        self.client.wait().at_most(PATIENCE).for_element(Locator::Css(&inside)).await?;
        Ok(())
    }

    /// What stands in the place of the panels while what opens them could not be loaded, once it is there.
    pub async fn panels_missed(&self) -> Outcome<String> {
        Ok(self.client.wait().at_most(PATIENCE).for_element(Locator::Css(".deeper > p")).await?.text().await?)
    }

    /// What is said of a link that asks something in vain.
    pub async fn asked_in_vain(&self) -> Outcome<String> {
        Ok(self.client.wait().at_most(PATIENCE).for_element(Locator::Css(".deeper > .findings")).await?.text().await?)
    }

    /// Folds a panel.
    pub async fn fold_panel(&self, panel: &str) -> Outcome<()> {
        self.find(&format!("#deeper-{panel}[aria-expanded=true]")).await?.click().await?;
        self.settle().await
    }

    /// The words of an open panel as they are seen, with one blank between them; what is folded in it is opened before.
    pub async fn panel_text(&self, panel: &str) -> Outcome<String> {
        let read = "const body = document.querySelector(arguments[0]); \
            for (const details of body.querySelectorAll('details')) details.open = true; \
            return body.innerText.replace(/\\s+/g, ' ').trim();";
        let text = self.script(read, vec![json!(format!("#deeper-body-{panel}"))]).await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Writes a text into a field of a panel: that of a question by its name, or of an option by its key.
    pub async fn ask(&self, name: &str, text: &str) -> Outcome<()> {
        let field = self.find(&format!("#ask-{}", name.replace('.', "-"))).await?;
        field.clear().await?;
        field.send_keys(text).await?;
        self.settle().await
    }

    /// Chooses in a list of a panel by the stable name of a choice.
    pub async fn ask_for(&self, name: &str, choice: &str) -> Outcome<()> {
        self.find(&format!("#ask-{}", name.replace('.', "-"))).await?.select_by_value(choice).await?;
        self.settle().await
    }

    /// What stands in a field of a panel.
    pub async fn asked(&self, name: &str) -> Outcome<String> {
        Ok(self.find(&format!("#ask-{}", name.replace('.', "-"))).await?.prop("value").await?.unwrap_or_default())
    }

    /// Presses the copy button of an open panel, and gives what is in the clipboard.
    pub async fn copy_from_panel(&self, panel: &str) -> Outcome<String> {
        self.copy_by(&format!("#copy-{panel}"), &format!("#deeper-body-{panel} .taking__said")).await
    }

    /// Marks a question of a panel, or takes the mark away.
    pub async fn mark(&self, name: &str) -> Outcome<()> {
        self.find(&format!("#ask-{name}")).await?.click().await?;
        self.settle().await
    }
}
