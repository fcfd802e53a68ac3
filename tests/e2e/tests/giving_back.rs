//! What a person takes away as text: the one that was brought with that one value changed, and every other form of the configuration.

use std::fs;

use flink_memory_e2e::{Outcome, Page, Scratch, Tab, View, corpus, visit};

const PROCESS_SIZE: &str = "taskmanager.memory.process.size";
const MANAGED_FRACTION: &str = "taskmanager.memory.managed.fraction";

/// Nested and dotted keys, comments, blank lines, and the line ends of Windows.
const NESTED: &str = "# Cluster of the orders team\r
\r
taskmanager:\r
  numberOfTaskSlots: 4   # two per core\r
  memory:\r
    # all of it\r
    process.size: 4g\r
    managed:\r
      fraction: 0.4   # RocksDB\r
\r
  network.memory: {buffer-debloat.enabled: true}\r
parallelism.default: 8\r
\r
# the end\r
";

/// The same in lines of whole keys, without an end of the last.
const DOTTED: &str = "taskmanager.memory.process.size:   '4g'


taskmanager.memory.managed.fraction: 0.4 # RocksDB
taskmanager.numberOfTaskSlots: 4
# taskmanager.memory.managed.fraction: 0.4
s3.access-key: \"a: b # c\"";

/// The file of releases before 1.19.
const LINES: &str = "#==== Common
taskmanager.memory.process.size: 4g

taskmanager.memory.managed.fraction: 0.4 # RocksDB
not a setting
env.java.opts: -Dx=1
";

/// The text as it is shown, copied and downloaded.
async fn given_back(page: &Page) -> Outcome<[String; 3]> {
    let shown = page.written_text().await?;
    let copied = page.copy(Tab::Configuration).await?;
    let downloaded = String::from_utf8(page.download(Tab::Configuration).await?.content)?;
    Ok([shown, copied, downloaded])
}

#[tokio::test]
async fn a_dragged_value_is_the_only_one_that_changes() -> Outcome<()> {
    for (release, text) in [("2.3", NESTED), ("2.3", DOTTED), ("1.18", LINES)] {
        visit(View::LAPTOP, async |page| {
            page.pick_release(release).await?;
            page.paste(text).await?;
            for given in given_back(page).await? {
                assert_eq!(given, text, "nothing was changed");
            }
            assert_eq!(page.marked_lines().await?, Vec::<String>::new());
            assert!(page.configuration_panel().await?.contains("Byte for byte what you brought."));
            page.drag_slider(MANAGED_FRACTION, &[0.42, 0.5, 0.61]).await?;
            let fraction = page.written(MANAGED_FRACTION).await?;
            assert_ne!(fraction, "0.4");
            let expected = text.replacen("fraction: 0.4", &format!("fraction: {fraction}"), 1);
            for given in given_back(page).await? {
                assert_eq!(given, expected);
            }
            let marked = page.marked_lines().await?;
            assert!(marked.len() == 1 && marked[0].contains(&format!("fraction: {fraction}")), "{marked:?}");
            page.undo().await?;
            for given in given_back(page).await? {
                assert_eq!(given, text, "the drag was undone");
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_deployment_is_dropped_edited_and_given_back() -> Outcome<()> {
    let file = corpus("manifest/application-1.20.yaml")?;
    let text = fs::read_to_string(&file)?;
    visit(View::LAPTOP, async |page| {
        page.drop_file(&file).await?;
        let said = page.brought().await?.unwrap_or_default();
        assert_eq!(said, "application-1.20.yaml: read as Kubernetes manifest; found 6 settings, Flink 1.20.");
        assert_eq!(page.release().await?, "1.20");
        assert_eq!(page.written(PROCESS_SIZE).await?, "4g");
        assert_eq!(page.written_text().await?, text);
        let findings = page.findings().await?;
        assert!(findings.iter().any(|finding| finding.line == Some(13) && finding.kind == "Warning"), "{findings:?}");

        page.drag_slider(MANAGED_FRACTION, &[0.6, 0.4, 0.3]).await?;
        let fraction = page.written(MANAGED_FRACTION).await?;
        let edited = text.replace("managed.fraction: \"0.6\"", &format!("managed.fraction: \"{fraction}\""));
        assert_ne!(edited, text);
        for given in given_back(page).await? {
            assert_eq!(given, edited);
        }
        assert_eq!(page.download(Tab::Configuration).await?.name, "application-1.20.yaml");

        page.pick_release("1.19").await?;
        let other_release = edited.replace("flinkVersion: v1_20", "flinkVersion: v1_19");
        for given in given_back(page).await? {
            assert_eq!(given, other_release);
        }
        page.pick_release("1.20").await?;
        assert_eq!(page.written_text().await?, edited);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_text_that_is_only_read_says_so_and_is_written_in_another_form() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.paste(&fs::read_to_string(corpus("log/taskmanager-1.17.txt")?)?).await?;
        assert!(page.writings().await?.iter().all(|(name, _)| name != "brought"));
        assert_eq!(page.writing().await?, "flink-conf", "the file that 1.17 reads");
        assert!(page.written_text().await?.contains("taskmanager.memory.process.size: 2g\n"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_line_file_becomes_a_config_yaml() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.20").await?;
        page.paste("# total\ntaskmanager.memory.process.size: 4g\ntaskmanager.numberOfTaskSlots: 2\n").await?;
        page.read_as("flink-conf").await?;
        page.write_as("converted").await?;
        page.write(PROCESS_SIZE, "5g").await?;
        let converted = page.written_text().await?;
        assert!(converted.contains("# total\n") && converted.contains("5g") && !converted.contains("4g"), "{converted}");
        assert_eq!(page.download(Tab::Configuration).await?.name, "config.yaml");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_form_can_be_copied_and_downloaded() -> Outcome<()> {
    /// Each form by its name in the document, and the name of its file.
    const FORMS: &[(&str, &str)] = &[
        ("config-yaml-nested", "config.yaml"),
        ("config-yaml-flat", "config.yaml"),
        ("flink-conf", "flink-conf.yaml"),
        ("dynamic-properties", "flink-1.20-taskmanager-arguments.txt"),
        ("flink-deployment", "flink-1.20-taskmanager-deployment.yaml"),
        ("flink-deployment-patch", "flink-1.20-taskmanager-deployment-patch.yaml"),
        ("flink-properties", "flink-1.20-taskmanager-properties.sh"),
        ("jvm-flags", "flink-1.20-taskmanager-jvm-flags.txt"),
        ("json", "flink-1.20-taskmanager.json"),
        ("markdown", "flink-1.20-taskmanager.md"),
        ("svg", "flink-1.20-taskmanager.svg"),
        ("png", "flink-1.20-taskmanager.png"),
    ];
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.20").await?;
        page.write(PROCESS_SIZE, "4g").await?;
        let writings = page.writings().await?;
        assert_eq!(
            writings.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
            FORMS.iter().map(|(name, _)| *name).collect::<Vec<_>>()
        );
        for (form, file_name) in FORMS {
            page.write_as(form).await?;
            assert_eq!(page.writing().await?, *form);
            let downloaded = page.download(Tab::Configuration).await?;
            assert_eq!(downloaded.name, *file_name, "{form}");
            let panel = page.configuration_panel().await?;
            assert!(panel.contains(file_name), "{form}: {panel}");
            match *form {
                "svg" => {
                    let (width, height) = page.written_picture().await?;
                    assert!(width > 100 && height > 50, "{width} × {height}");
                    assert_eq!(page.copy(Tab::Configuration).await?.as_bytes(), downloaded.content);
                    assert!(downloaded.content.starts_with(b"<svg"), "{}", String::from_utf8_lossy(&downloaded.content));
                }
                "png" => {
                    let (width, height) = page.written_picture().await?;
                    assert!(width > 100 && height > 50, "{width} × {height}");
                    assert_eq!(png_size(&downloaded.content)?, (2 * width, 2 * height));
                }
                _ => {
                    let shown = page.written_text().await?;
                    assert!(!shown.trim().is_empty(), "{form}");
                    assert_eq!(page.copy(Tab::Configuration).await?, shown, "{form}");
                    assert_eq!(String::from_utf8(downloaded.content)?, shown, "{form}");
                }
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_picture_can_be_copied() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write_as("png").await?;
        let (width, height) = page.written_picture().await?;
        assert_eq!(png_size(&page.copy_picture().await?)?, (2 * width, 2 * height));
        Ok(())
    })
    .await
}

/// Width and height that a PNG says of itself.
fn png_size(picture: &[u8]) -> Outcome<(u32, u32)> {
    assert!(picture.starts_with(b"\x89PNG\r\n\x1a\n"), "this is no PNG");
    let number = |at: usize| picture.get(at..at + 4).and_then(|bytes| bytes.try_into().ok()).map(u32::from_be_bytes);
    Ok(number(16).zip(number(20)).ok_or("the PNG ends too soon")?)
}

#[tokio::test]
async fn the_other_tabs_can_be_downloaded_too() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        for (tab, name) in [
            (Tab::Table, "flink-2.3-taskmanager-table.tsv"),
            (Tab::JvmFlags, "flink-2.3-taskmanager-jvm-flags.txt"),
            (Tab::DynamicConfiguration, "flink-2.3-taskmanager-dynamic-configuration.txt"),
            (Tab::Log, "flink-2.3-taskmanager-log.log"),
        ] {
            let downloaded = page.download(tab).await?;
            assert_eq!(downloaded.name, name);
            assert_eq!(String::from_utf8(downloaded.content)?, page.copy(tab).await?, "{name}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_a_form_cannot_say_is_told_beside_it() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write_as("jvm-flags").await?;
        let findings = page.written_findings().await?;
        assert!(findings.iter().any(|finding| finding.words.contains("JVM arguments only bound heap")), "{findings:?}");
        page.write_as("flink-conf").await?;
        let findings = page.written_findings().await?;
        assert!(findings.iter().any(|finding| finding.words.contains("Flink 2.3 does not read flink-conf.yaml")), "{findings:?}");
        page.write(PROCESS_SIZE, "1.5g").await?;
        page.write_as("config-yaml-nested").await?;
        let findings = page.written_findings().await?;
        assert!(findings.iter().any(|finding| finding.words.contains("Flink refuses this text")), "{findings:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn pinned_pools_come_back_as_they_were() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "4g").await?;
        let managed = page.bytes("managed").await?.ok_or("managed memory has a size")?;
        page.write_as("config-yaml-nested").await?;
        let set = page.written_text().await?;
        page.pick("scope", "Every pool pinned").await?;
        let pinned = page.written_text().await?;
        assert!(!set.contains(&managed.to_string()) && pinned.contains(&managed.to_string()), "{pinned}");
        let folder = Scratch::new("pinned")?;
        page.choose_file(&folder.put("config.yaml", &pinned)?).await?;
        assert_eq!(page.bytes("managed").await?, Some(managed));
        assert_eq!(page.written_text().await?, pinned);
        Ok(())
    })
    .await
}
