//! The page in Chinese: how the language is chosen and kept, that nothing of ours stays English, and that axe-core finds nothing in it.

use std::fs;

use flink_memory_e2e::{Outcome, Page, Tab, View, copy_of_the_page, corpus, visit, visit_in_vain};

const TOTAL: &str = "taskmanager.memory.process.size";

/// Everything of ours that a person reads or hears: texts and names, without what is Flink's, a person's or a program's.
const OURS: &str = r"
    const foreign = 'code, pre, .refusal__class, .refusal__message, .finding__source, .option__complaint, .bar__pool, #language option';
    const shown = (element) => element.closest(foreign) === null;
    const texts = [document.title];
    const walker = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) if (shown(walker.currentNode.parentElement)) texts.push(walker.currentNode.data);
    for (const element of document.querySelectorAll('#app *')) {
        for (const name of ['aria-label', 'aria-valuetext', 'title', 'alt', 'placeholder']) {
            if (element.hasAttribute(name)) texts.push(element.getAttribute(name));
        }
    }
    return [...new Set(texts.map((text) => text.trim()).filter((text) => text !== ''))];";

/// What is called the same in every language.
const NAMES: &[&str] = &[
    "Flink",
    "TaskManager",
    "JobManager",
    "JVM Metaspace",
    "Metaspace",
    "State Backend",
    "FlinkDeployment",
    "JSON",
    "FLINK_PROPERTIES",
    "true",
    "false",
];

/// Whether a text holds an English sentence or label, and not only names, keys, values and numbers.
fn is_english(text: &str) -> bool {
    let is_han = |character: char| matches!(character, '\u{3400}'..='\u{9fff}');
    let is_word = |word: &&str| word.len() > 1 && word.chars().all(|letter| letter.is_ascii_lowercase());
    let words: Vec<&str> = text.split(' ').collect();
    let is_sentence = words.windows(2).any(|pair| pair.iter().all(is_word));
    let is_named = NAMES.contains(&text) || text.contains(|letter: char| letter.is_ascii_digit()) || text.contains(['.', '_', '=', '∕']);
    let has_letters = text.contains(|letter: char| letter.is_ascii_alphabetic());
    is_sentence || (has_letters && !is_named && !text.contains(is_han))
}

async fn speaks_chinese(page: &Page) -> Outcome<()> {
    let texts: Vec<String> = serde_json::from_value(page.script(OURS, vec![]).await?)?;
    let english: Vec<_> = texts.iter().filter(|text| is_english(text)).collect();
    assert!(texts.len() > 40 && english.is_empty(), "{english:#?}");
    Ok(())
}

async fn language(page: &Page) -> Outcome<String> {
    let read = "return [document.documentElement.lang, document.title, document.querySelector('#place-set').textContent].join();";
    Ok(page.script(read, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

const ENGLISH: &str = "en,Flink Memory Calculator,What you set";
const CHINESE: &str = "zh-CN,Flink 内存计算器,配置";

#[tokio::test]
async fn a_chosen_language_keeps_what_was_done_and_is_kept() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        assert_eq!(language(page).await?, ENGLISH);
        page.write(TOTAL, "4g").await?;
        page.type_text("half a").await?;
        page.pick_language("zh").await?;
        assert_eq!(language(page).await?, CHINESE);
        assert_eq!((page.written(TOTAL).await?.as_str(), page.typed_text().await?.as_str()), ("4g", "half a"));
        assert_eq!(page.slider_says(TOTAL).await?, "4 GiB（4294967296 字节）");
        assert_eq!(page.can_undo_and_redo().await?, (true, false));
        page.undo().await?;
        assert_eq!(page.written(TOTAL).await?, "1728m");
        assert!(!page.settled_fragment().await?.contains("lang"), "a link forces nobody's language");
        page.reload().await?;
        assert_eq!(language(page).await?, CHINESE);
        page.pick_language("en").await?;
        assert_eq!(language(page).await?, ENGLISH);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_link_comes_before_the_choice_and_the_choice_before_the_browser() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.prefer_languages("zh-CN,zh,en").await?;
        page.reload().await?;
        assert_eq!(language(page).await?, CHINESE, "the browser prefers it");
        page.pick_language("en").await?;
        page.reload().await?;
        assert_eq!(language(page).await?, ENGLISH, "it was chosen");
        page.open_fragment("v1:release=1.20&lang=zh").await?;
        assert_eq!(language(page).await?, CHINESE, "the link asks for it");
        page.write(TOTAL, "5g").await?;
        page.wait_for_fragment("v1:release=1.20&taskmanager.memory.process.size=5g&lang=zh").await?;
        page.pick_language("en").await?;
        page.wait_for_fragment("v1:release=1.20&taskmanager.memory.process.size=5g&lang=en").await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_of_ours_stays_english() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_language("zh").await?;
        page.unfold_all().await?;
        speaks_chinese(page).await?;
        for pool in page.pools().await? {
            page.choose_pool(&pool).await?;
            speaks_chinese(page).await?;
        }
        for tab in Tab::ALL {
            page.open_tab(tab).await?;
            speaks_chinese(page).await?;
        }
        for process in ["JobManager", "本地执行"] {
            page.pick("process", process).await?;
            speaks_chinese(page).await?;
        }
        page.pick_release("1.10").await?;
        page.pick("process", "JobManager").await?;
        speaks_chinese(page).await?;
        page.pick("process", "TaskManager").await?;
        page.write("taskmanager.memory.managed.size", "9g").await?;
        assert!(page.refusal().await?.is_some_and(|refusal| refusal.message.contains("Sum of configured")), "Flink's words stay its own");
        speaks_chinese(page).await
    })
    .await
}

#[tokio::test]
async fn what_is_noticed_and_written_is_chinese() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_language("zh").await?;
        for file in ["log/taskmanager-1.17.txt", "manifest/application-1.20.yaml"] {
            page.paste(&fs::read_to_string(corpus(file)?)?).await?;
            speaks_chinese(page).await?;
        }
        page.paste("taskmanager:\n  memory:\n    process.size: 4Gi\n    network: [64m, 1g]\njobmanager.heap.size: 1\n").await?;
        speaks_chinese(page).await?;
        let words: Vec<_> = page.findings().await?.into_iter().map(|finding| (finding.kind, finding.words)).collect();
        assert!(words.iter().any(|(kind, words)| kind == "警告" && words.contains("Kubernetes 的单位")), "{words:?}");
        page.open_fragment("v1:release=2.3").await?;
        page.write_as("markdown").await?;
        let table = page.tab_text(Tab::Configuration).await?;
        assert!(table.contains("| 内存部分 | 大小 |") && table.contains("托管内存") && !table.contains("Managed Memory"), "{table}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn axe_finds_nothing_in_chinese() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_language("zh").await?;
        page.unfold_all().await?;
        let mut flaws = Vec::new();
        let views = [View::PHONE, View::PHONE.dark(), View::LAPTOP, View::LAPTOP.dark()];
        for view in views.into_iter().filter(|view| page.can_look_with(*view)) {
            page.look_with(view).await?;
            page.settle().await?;
            flaws.extend(page.accessibility_violations().await?);
            let overhang = page.sideways_scroll().await?;
            if overhang != 0 {
                flaws.push(format!("{}: {overhang} pixels wider than the window", view.name()));
            }
        }
        assert!(flaws.is_empty(), "{}", flaws.join("\n"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn texts_of_another_version_are_refused() -> Outcome<()> {
    let copy = copy_of_the_page("texts-of-another-version")?;
    let index = copy.path().join("index.html");
    let page = fs::read_to_string(&index)?;
    let (before, named) = page.split_once("data-name=\"words-en\"").ok_or("index.html names no texts")?;
    let file = named.split("content=\"./").nth(1).and_then(|rest| rest.split('"').next()).ok_or("the texts have no address")?;
    let texts = fs::read_to_string(copy.path().join(file))?;
    fs::write(copy.path().join(file), texts.rsplit_once('\n').ok_or("there is one text only")?.0)?;
    // Without its checksum, as where a cache mixes two versions.
    fs::write(&index, [before, "data-name=\"words-en\"", &named.replacen("data-integrity", "data-was", 1)].concat())?;
    let said = visit_in_vain(copy.path()).await?;
    assert!(said.contains("the texts are of another version"), "{said}");
    Ok(())
}

#[test]
fn english_is_told_from_names() {
    for text in ["Reset", "not set", "设置 not set", "What you set"] {
        assert!(is_english(text), "{text}");
    }
    for text in
        ["重置 taskmanager.memory.process.size", "JVM Metaspace", "1.5 GiB", "Flink 2.3（2.3.0）", "config.yaml", "−", "取自 FLINK_TM_HEAP"]
    {
        assert!(!is_english(text), "{text}");
    }
}
