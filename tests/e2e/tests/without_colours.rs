//! The page without colours: one or two sheets of paper with everything that a person needs who has nothing else, and a system that forces its own.

use flink_memory_e2e::{Browser, Medium, Outcome, Printed, View, visit};

/// The sheets have these texts; blanks and ends of lines may lie elsewhere.
fn has_all(printed: &Printed, parts: &[&str]) {
    let without_blanks = |text: &str| text.split_whitespace().collect::<String>();
    let text = without_blanks(&printed.text);
    for part in parts {
        assert!(text.contains(&without_blanks(part)), "{part} is not in:\n{}", printed.text);
    }
}

#[tokio::test]
async fn the_first_sight_is_one_sheet_with_everything() -> Outcome<()> {
    visit(View::LAPTOP.dark(), async |page| {
        page.write("taskmanager.memory.process.size", "3g").await?;
        let link = page.copy_link().await?;
        let printed = page.print().await?;
        assert_eq!(printed.sheets, 1);
        has_all(&printed, &["Flink 2.3", "TaskManager", "Managed", "3221225472", "taskmanager.memory.process.size: 3g", &link]);
        for control in ["Undo", "Copy", "Download", "Start over", "Open a file"] {
            assert!(!printed.text.contains(control), "{control} cannot be used on paper:\n{}", printed.text);
        }
        assert_eq!(page.script("return document.querySelector('.paper');", vec![]).await?, serde_json::Value::Null, "the sheet goes again");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_long_configuration_and_a_refusal_are_two_sheets_at_most() -> Outcome<()> {
    let others = (0..300).map(|number| format!("some.plugin.key-{number}: value {number}\n")).collect::<Vec<_>>().concat();
    visit(View::LAPTOP, async |page| {
        page.write_as("config-yaml-flat").await?;
        page.pick("scope", "Every pool pinned").await?;
        let pinned = page.written_text().await?;
        page.paste(&format!("{pinned}{others}")).await?;
        let printed = page.print().await?;
        assert!(printed.sheets <= 2, "{} sheets", printed.sheets);
        has_all(&printed, &["taskmanager.memory.task.heap.size", "and 300 more"]);
        page.write("taskmanager.memory.managed.size", "900g").await?;
        let printed = page.print().await?;
        assert!(printed.sheets <= 2, "{} sheets", printed.sheets);
        has_all(&printed, &["IllegalConfigurationException", "taskmanager.memory.managed.size: 900g"]);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn paper_has_no_colours_and_black_ink() -> Outcome<()> {
    const INKS: &str = "dispatchEvent(new Event('beforeprint'));
        const done = arguments[0];
        setTimeout(() => {
            const looks = (places, property) => [...new Set([...document.querySelectorAll(places)].map((found) => getComputedStyle(found)[property]))];
            done([looks('.paper .block__name, .paper .segment__name, .paper .segment__number', 'fill'),
                looks('.paper .block__rect, .paper .segment__rect', 'fill'), looks('body', 'color'), looks('.header, .places, .footer', 'display')]);
        });";
    visit(View::LAPTOP.dark(), async |page| {
        page.show_on(Medium::Print, View::LAPTOP.dark()).await?;
        let [inks, fills, ink, hidden]: [Vec<String>; 4] = serde_json::from_value(page.script_until_done(INKS, vec![]).await?)?;
        assert_eq!((inks, fills), (vec!["rgb(0, 0, 0)".to_owned()], vec!["rgb(255, 255, 255)".to_owned()]));
        assert_eq!((ink, hidden), (vec!["rgb(0, 0, 0)".to_owned()], vec!["none".to_owned()]));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn forced_colours_leave_every_pool_its_number() -> Outcome<()> {
    // Firefox names the attribute that stands there, others say what is in it.
    const NUMBERS: &str =
        "return ['.bar__key .swatch', '.table .swatch[data-number]'].map((places) => [...document.querySelectorAll(places)]
        .map((swatch) => getComputedStyle(swatch, '::before').content.replaceAll('\"', '').replace('attr(data-number)', swatch.dataset.number)));";
    visit(View::LAPTOP, async |page| {
        page.show_on(Medium::ForcedColors, View::LAPTOP).await?;
        page.settle().await?;
        let [key, table]: [Vec<String>; 2] = serde_json::from_value(page.script(NUMBERS, vec![]).await?)?;
        let expected: Vec<String> = (1..=key.len()).map(|number| number.to_string()).collect();
        assert!(key.len() > 5 && key == expected && table == expected, "{key:?} {table:?}");
        let fills =
            "return [...new Set([...document.querySelectorAll('.segment__rect, .block__rect')].map((box) => getComputedStyle(box).fill))];";
        let fills: Vec<String> = serde_json::from_value(page.script(fills, vec![]).await?)?;
        assert_eq!(fills.len(), 1, "no colour of ours is left: {fills:?}");
        assert_eq!(page.unreadable().await?, Vec::<String>::new());
        let mut violations = page.accessibility_violations().await?;
        if Browser::chosen()? == Browser::Firefox {
            // The colours that stand for a system's there do not stand out themselves: white on #3399ff for what is selected.
            violations.retain(|violation| !violation.starts_with("color-contrast ") || !violation.contains("#3399ff"));
        }
        assert_eq!(violations, Vec::<String>::new());
        Ok(())
    })
    .await
}
