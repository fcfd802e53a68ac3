//! What a person reads and takes away: the steps behind the numbers, the tabs, the copy buttons, the theme.

use flink_memory_e2e::{Key, Outcome, Tab, View, visit};

#[tokio::test]
async fn every_pool_tells_how_it_got_its_size() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        for pool in page.pools().await? {
            page.choose_pool(&pool).await?;
            let (open, text) = page.step().await?;
            assert_eq!(open, pool);
            assert!(!text.contains("There is no step"), "{pool}: {text}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_picture_is_one_stop_of_the_tab_key_and_the_arrows_walk_it() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        let pools = page.pools().await?;
        assert_eq!(page.pools_in_tab_order().await?, ["jvmOverhead"], "the pool whose step is open");
        page.focus_pool("jvmOverhead").await?;
        page.press(Key::Home).await?;
        for (number, pool) in pools.iter().enumerate() {
            if number > 0 {
                page.press(if number % 2 == 0 { Key::Down } else { Key::Right }).await?;
            }
            assert_eq!(page.step().await?.0, *pool);
            assert_eq!(page.pools_in_tab_order().await?, [pool.as_str()]);
            assert_eq!(page.focused().await?, format!("pool-{pool}"));
        }
        page.press(Key::Down).await?;
        assert_eq!(Some(&page.step().await?.0), pools.last(), "beyond the last there is nothing");
        page.press(Key::Left).await?;
        page.press(Key::Up).await?;
        assert_eq!(Some(&page.step().await?.0), pools.iter().rev().nth(2));
        page.press(Key::End).await?;
        page.press(Key::Space).await?;
        assert_eq!(Some(&page.step().await?.0), pools.last());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_step_of_a_fraction_names_its_parts_and_its_cap() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write("taskmanager.memory.process.size", "16g").await?;
        page.choose_pool("jvmOverhead").await?;
        let (_, text) = page.step().await?;
        for part in ["0.1", "taskmanager.memory.jvm-overhead.fraction", "taskmanager.memory.jvm-overhead.max", "1 GiB"] {
            assert!(text.contains(part), "{part} is missing in:\n{text}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_tab_can_be_copied_and_says_so() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        // The log is empty of lines only where nothing is logged; the defaults log the summary.
        for tab in [Tab::JvmFlags, Tab::DynamicConfiguration, Tab::Log] {
            let shown = page.tab_text(tab).await?;
            assert_eq!(page.copy(tab).await?.trim_end(), shown.trim_end(), "{tab:?}");
        }
        let table = page.copy(Tab::Table).await?;
        assert!(table.lines().count() > 10 && table.contains("1811939328"), "{table}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_theme_follows_the_system_until_one_is_chosen() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        let (_, light) = page.theme().await?;
        page.look_with(View::LAPTOP.dark()).await?;
        let (_, dark) = page.theme().await?;
        assert_ne!(light, dark, "the system's scheme is followed");
        page.pick("theme", "Light").await?;
        assert_eq!(page.theme().await?, ("light".to_owned(), light.clone()));
        page.reload().await?;
        assert_eq!(page.theme().await?.1, light, "the choice outlives a reload");
        page.pick("theme", "Dark").await?;
        page.look_with(View::LAPTOP).await?;
        assert_eq!(page.theme().await?.1, dark, "the choice counts on a light system");
        Ok(())
    })
    .await
}
