//! The page by keyboard alone: a whole session, and every stop of the Tab key there and back.

use flink_memory_e2e::{Key, Outcome, Page, Stop, Tab, View, visit};

const PROCESS_SIZE: &str = "taskmanager.memory.process.size";

/// More stops than the page has in any state.
const MOST_STOPS: usize = 200;

/// Presses Tab, or Shift and Tab, until something is reached; what is passed on the way shows that it has the focus.
async fn tab_to(page: &Page, is_backwards: bool, is_reached: impl Fn(&Stop) -> bool) -> Outcome<Stop> {
    for _ in 0..MOST_STOPS {
        page.press_tab(is_backwards).await?;
        let Some(stop) = page.stop().await? else { continue };
        assert!(stop.is_marked, "the focus does not show on {stop:?}");
        if is_reached(&stop) {
            return Ok(stop);
        }
    }
    Err(format!("it is not reached; the last stop is {:?}", page.stop().await?).into())
}

/// Every stop from the top of the page until the focus leaves it.
async fn walk(page: &Page, is_backwards: bool) -> Outcome<Vec<Stop>> {
    let mut stops: Vec<Stop> = Vec::new();
    while stops.len() < MOST_STOPS {
        page.press_tab(is_backwards).await?;
        match page.stop().await? {
            None => return Ok(stops),
            // A browser without controls of its own begins again.
            Some(stop) if stops.first() == Some(&stop) => return Ok(stops),
            Some(stop) => stops.push(stop),
        }
    }
    Err(format!("the focus does not leave the page: {:?}", &stops[MOST_STOPS - 4..]).into())
}

#[tokio::test]
async fn a_whole_session_by_keyboard_alone() -> Outcome<()> {
    const TEXT: &str = "taskmanager.memory.process.size: 4g\ntaskmanager.memory.managed.fraction: 0.5\n";
    visit(View::LAPTOP, async |page| {
        page.put_into_clipboard(TEXT).await?;
        // From the address bar: nothing of the page has the focus.
        assert_eq!(page.stop().await?, None);

        let slider = format!("{}-slider", PROCESS_SIZE.replace('.', "-"));
        tab_to(page, false, |stop| stop.id == slider).await?;
        let before = page.slider_says(PROCESS_SIZE).await?;
        page.press(Key::Right).await?;
        page.press(Key::PageUp).await?;
        let after = page.slider_says(PROCESS_SIZE).await?;
        assert_ne!(after, before);
        assert_eq!(page.stop().await?.map(|stop| stop.id), Some(slider), "the slider keeps the focus");

        tab_to(page, false, |stop| stop.id.starts_with("pool-")).await?;
        let first = page.step().await?.0;
        page.press(Key::Home).await?;
        page.press(Key::Down).await?;
        page.press(Key::Down).await?;
        let (pool, words) = page.step().await?;
        assert_ne!(pool, first);
        assert!(!words.is_empty());
        let stop = page.stop().await?.ok_or("the picture has lost the focus")?;
        assert!(stop.is_marked && stop.id == format!("pool-{pool}"), "{stop:?}");

        tab_to(page, true, |stop| stop.id == "text-box").await?;
        page.press_paste().await?;
        page.wait_until_read().await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "4g");
        assert_eq!(page.focused().await?, "text-box");

        tab_to(page, false, |stop| stop.id.starts_with("tab-")).await?;
        while page.focused().await? != "tab-jvm-flags" {
            page.press(Key::Right).await?;
        }
        assert!(page.stop().await?.is_some_and(|stop| stop.is_marked));
        tab_to(page, false, |stop| stop.id == "copy-jvm-flags").await?;
        page.press(Key::Enter).await?;
        page.wait_for_words_in("#panel-jvm-flags .taking__said").await?;
        let copied = page.clipboard().await?;
        assert!(copied.starts_with("-Xmx") && copied == page.tab_text(Tab::JvmFlags).await?, "{copied}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_tab_key_walks_the_page_in_order_and_back_and_leaves_it() -> Outcome<()> {
    for view in [View::LAPTOP, View::PHONE] {
        visit(view, async |page| {
            page.unfold_all().await?;
            page.begin_at_the_top().await?;
            let there = walk(page, false).await?;
            assert!(there.len() > 20, "{there:?}");
            for stop in &there {
                assert!(stop.is_marked, "the focus does not show on {stop:?}");
                assert!(stop.is_in_sight, "{stop:?} has the focus out of sight");
            }
            let mut places: Vec<&str> = there.iter().map(|stop| stop.place.as_str()).collect();
            places.dedup();
            assert_eq!(places, ["header", "set", "picture", "take", "deeper", "footer"]);
            let mut back = walk(page, true).await?;
            back.reverse();
            // Firefox goes back from the stop that it left the page at, and not from the end of the page.
            let (there, back) = (names(&there), names(&back));
            assert!(back == there || there.split_last().is_some_and(|(_, before)| back == before), "{there:?} and back {back:?}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

fn names(stops: &[Stop]) -> Vec<&str> {
    stops.iter().map(|stop| stop.name.as_str()).collect()
}
