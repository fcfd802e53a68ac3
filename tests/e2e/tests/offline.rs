//! The page without its server, after an update, and with a store that lost or spoilt a part. It is served from a folder below the top.

use std::fs;
use std::path::{Path, PathBuf};

use flink_memory_e2e::{Outcome, Page, Scratch, View, built_page, visit_at};
use page_server::{PageServer, Reloading, Serving};
use serde_json::{Value, json};

const PROCESS: &str = "taskmanager.memory.process.size";

/// A host with the page in one of its folders, on the same port whenever it is up.
struct Host {
    folder: Scratch,
    port: u16,
    serving: Option<Serving>,
}

impl Host {
    fn new(name: &str) -> Outcome<Host> {
        let mut host = Host { folder: Scratch::new(name)?, port: 0, serving: None };
        host.publish(&built_page())?;
        host.start()?;
        Ok(host)
    }

    /// Puts a built page into the folder, in the place of the one that is there.
    fn publish(&self, page: &Path) -> Outcome<()> {
        let folder = self.page_folder();
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        copy(page, &folder)
    }

    fn page_folder(&self) -> PathBuf {
        self.folder.path().join("docs/calculator")
    }

    fn start(&mut self) -> Outcome<()> {
        let server = PageServer::bind(self.folder.path(), self.port, Reloading::Off)?;
        let serving = server.serve_until_stopped();
        let address = serving.address();
        let port = address.trim_end_matches('/').rsplit(':').next().unwrap_or_default().parse()?;
        assert!(self.port == 0 || self.port == port, "the port {} was taken by somebody else", self.port);
        self.port = port;
        self.serving = Some(serving);
        Ok(())
    }

    fn stop(&mut self) {
        if let Some(serving) = self.serving.take() {
            serving.stop();
        }
    }

    fn address(&self) -> String {
        format!("http://127.0.0.1:{}/docs/calculator/", self.port)
    }
}

fn copy(from: &Path, to: &Path) -> Outcome<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &place)? } else { fs::copy(entry.path(), place).map(drop)? }
    }
    Ok(())
}

/// The page of the next version, as `cargo xtask test` derives it from the built one.
fn next_page() -> Outcome<PathBuf> {
    let folder = std::env::var_os("NEXT_PAGE").ok_or("NEXT_PAGE names no folder; `cargo xtask test --only e2e` makes it")?;
    Ok(PathBuf::from(folder))
}

async fn works(page: &Page) -> Outcome<()> {
    page.write(PROCESS, "2g").await?;
    assert_eq!(page.bytes("managed").await?, Some(665_719_939));
    Ok(())
}

/// Changes what the browser keeps for the page; `change` is given the store, and the addresses of what is in it.
async fn in_store(page: &Page, change: &str) -> Outcome<Value> {
    let script = format!(
        "const done = arguments[arguments.length - 1];
        (async () => {{
            const [name] = (await caches.keys()).filter((name) => name.startsWith('flink-memory-calculator '));
            const store = await caches.open(name);
            const kept = (await store.keys()).map((request) => request.url);
            {change}
        }})().then(done, (error) => done(String(error)));"
    );
    page.script_until_done(&script, vec![]).await
}

/// Files of the folder that the page has loaded, by their names.
async fn loaded(page: &Page) -> Outcome<Vec<String>> {
    let read = "return performance.getEntriesByType('resource').map((entry) => entry.name.split('/').pop());";
    Ok(serde_json::from_value(page.script(read, vec![]).await?)?)
}

#[tokio::test]
async fn the_page_works_without_its_server() -> Outcome<()> {
    let mut host = Host::new("stopped")?;
    visit_at(&host.address(), View::LAPTOP, async |page| {
        assert_eq!(page.wait_for_standing("ready").await?, "Ready to work without a network.");
        host.stop();
        page.come_again().await?;
        works(page).await?;
        // Also by the name of its file, and with the fragment of a link.
        page.open_link(&format!("{}index.html#v1:release=1.18&{PROCESS}=2g", host.address())).await?;
        assert_eq!(page.bytes("managed").await?, Some(665_719_939));
        assert_eq!(page.wait_for_standing("ready").await?, "Ready to work without a network.");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_kept_is_everything_and_nothing_of_others() -> Outcome<()> {
    let host = Host::new("kept")?;
    let mut files: Vec<String> = Vec::new();
    for file in fs::read_dir(host.page_folder())? {
        let name = file?.file_name().to_string_lossy().into_owned();
        if name != "worker.js" && !name.starts_with('.') {
            files.push(if name == "index.html" { host.address() } else { format!("{}{name}", host.address()) });
        }
    }
    files.sort();
    visit_at(&host.address(), View::LAPTOP, async |page| {
        page.wait_for_standing("ready").await?;
        assert_eq!(in_store(page, "return kept.sort();").await?, json!(files));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_page_can_be_installed() -> Outcome<()> {
    let host = Host::new("installed")?;
    visit_at(&host.address(), View::LAPTOP, async |page| {
        page.wait_for_standing("ready").await?;
        assert_eq!(page.installation_errors().await?, Vec::<String>::new());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_update_waits_to_be_asked_for_and_comes_whole() -> Outcome<()> {
    let host = Host::new("updated")?;
    let next = next_page()?;
    visit_at(&host.address(), View::LAPTOP, async |page| {
        page.wait_for_standing("ready").await?;
        // What other pages of the same server keep is theirs, also in a folder whose name begins like ours.
        let others = format!("flink-memory-calculator {}elsewhere/ 0123", host.address());
        in_store(page, &format!("await caches.open('somebody else'); await caches.open('{others}'); return null;")).await?;
        let built = page.version().await?;
        host.publish(&next)?;
        page.come_again().await?;
        // Until it is asked for, everything is of the version that was there.
        assert_eq!(page.version().await?, built);
        works(page).await?;
        assert_eq!(page.wait_for_standing("update").await?, "A new version of this page is here.");
        let old = loaded(page).await?;
        assert!(old.iter().all(|name| built_page().join(name).is_file()), "{old:?}");

        page.ask_for_update().await?;
        assert_eq!(page.version().await?, "Version 99.0.0 (next).");
        works(page).await?;
        assert_eq!(page.wait_for_standing("ready").await?, "Ready to work without a network.");
        let new = loaded(page).await?;
        assert!(new.iter().all(|name| next.join(name).is_file()), "{new:?}");
        assert!(new.iter().any(|name| name.contains(".wasm") && !old.contains(name)), "{new:?}");
        let stores = in_store(page, "return (await caches.keys()).length;").await?;
        assert_eq!(stores, 3, "one of this page and two of others");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_missing_or_spoilt_is_brought_again() -> Outcome<()> {
    let host = Host::new("healed")?;
    visit_at(&host.address(), View::LAPTOP, async |page| {
        page.wait_for_standing("ready").await?;
        let spoil = "for (const address of kept)
                if (address.endsWith('.css')) await store.delete(address);
                else if (address.endsWith('.wasm')) await store.put(address, new Response('spoilt'));
                else if (address.endsWith('/')) await store.put(address, new Response('<p>spoilt', { headers: { 'content-type': 'text/html' } }));
            return null;";
        in_store(page, spoil).await?;
        page.come_again().await?;
        works(page).await?;
        page.wait_for_standing("ready").await?;
        // All of it stands in the store again, as it was built.
        let sizes = "return Promise.all(kept.map(async (address) => (await (await store.match(address)).arrayBuffer()).byteLength));";
        let sizes: Vec<u64> = serde_json::from_value(in_store(page, sizes).await?)?;
        let mut built = 0;
        for file in fs::read_dir(host.page_folder())? {
            let file = file?;
            built += if file.file_name() == "worker.js" || file.path().is_dir() { 0 } else { file.metadata()?.len() };
        }
        assert_eq!(sizes.into_iter().sum::<u64>(), built);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_missing_without_a_server_is_told() -> Outcome<()> {
    let mut host = Host::new("lost")?;
    visit_in_part(&mut host, "if (address.endsWith('/'))", "The calculator is not kept whole on this machine").await
}

#[tokio::test]
async fn a_module_that_is_missing_without_a_server_is_told() -> Outcome<()> {
    let mut host = Host::new("part")?;
    visit_in_part(&mut host, "if (address.endsWith('.wasm'))", "The calculator could not start").await
}

#[tokio::test]
async fn a_language_that_is_missing_without_a_server_is_told_and_comes_with_it() -> Outcome<()> {
    let mut host = Host::new("language")?;
    let address = host.address();
    let complained = visit_at(&address, View::LAPTOP, async |page| {
        page.wait_for_standing("ready").await?;
        page.write(PROCESS, "2g").await?;
        in_store(page, "for (const address of kept) if (address.includes('-zh-')) await store.delete(address); return null;").await?;
        host.stop();
        assert_eq!(
            page.pick_language_in_vain("zh").await?,
            ("en".to_owned(), "The texts of that language could not be loaded.".to_owned())
        );
        host.start()?;
        // Where a program took a choice back, WebKit tells of the same choice only when the list has the focus anew.
        page.leave_focus().await?;
        page.script("document.getElementById('language').focus();", vec![]).await?;
        page.pick_language("zh").await?;
        assert_eq!(page.bytes("managed").await?, Some(665_719_939));
        Ok(())
    })
    .await;
    of_the_browser(complained)
}

/// Takes a part out of the store, stops the server, and loads the page again, which has to say so. What the browser complains of is right then.
async fn visit_in_part(host: &mut Host, which: &str, said: &str) -> Outcome<()> {
    let address = host.address();
    let complained = visit_at(&address, View::LAPTOP, async |page| {
        page.wait_for_standing("ready").await?;
        in_store(page, &format!("for (const address of kept) {which} await store.delete(address); return null;")).await?;
        host.stop();
        page.come_again_in_vain(said).await
    })
    .await;
    of_the_browser(complained)
}

/// What a visit found where the browser has to complain: files that it cannot have.
fn of_the_browser(complained: Outcome<()>) -> Outcome<()> {
    match complained {
        Err(complaint) if !complaint.to_string().starts_with("the browser complained") => Err(complaint),
        _ => Ok(()),
    }
}
