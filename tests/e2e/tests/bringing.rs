//! What the page makes of a text that a person brings: pasted, typed, dropped or opened; and what it says of one that it cannot use.

use std::fs;

use flink_memory_e2e::{Check, Outcome, Page, Scratch, Tab, View, corpus, visit};

const PROCESS_SIZE: &str = "taskmanager.memory.process.size";
const MANAGED_FRACTION: &str = "taskmanager.memory.managed.fraction";

/// The longest text that is read. Unit: bytes.
const MOST_BYTES: usize = 10 << 20;

#[tokio::test]
async fn the_log_of_a_start_is_held_against_the_model_pool_by_pool() -> Outcome<()> {
    let log = fs::read_to_string(corpus("log/taskmanager-1.17.txt")?)?;
    visit(View::LAPTOP, async |page| {
        page.paste(&log).await?;
        assert_eq!(
            page.brought().await?.as_deref(),
            Some("Your text: read as Log; found 4 settings, Flink 1.17, the memory of 1 process.")
        );
        assert_eq!(page.bytes("totalProcess").await?, Some(2_147_483_648));
        let expected = [
            ("jvmHeap", 697_932_173),
            ("jvmDirect", 300_647_712),
            ("jvmMetaspace", 268_435_456),
            ("network", 166_429_984),
            ("taskOffHeap", 0),
            ("jvmOverhead", 214_748_368),
            ("frameworkOffHeap", 134_217_728),
            ("frameworkHeap", 134_217_728),
            ("managed", 665_719_939),
            ("taskHeap", 563_714_445),
            ("totalProcess", 2_147_483_648),
            ("totalFlink", 1_664_299_824),
            ("offHeap", 966_367_651),
        ];
        let check = only_check(page).await?;
        assert_eq!(check.title, "TaskManager of line 7: 13 pools are all as derived here");
        assert_eq!(check.pools.len(), expected.len());
        for (pool, bytes) in expected {
            let checked = check.pools.iter().find(|checked| checked.pool == pool).ok_or_else(|| format!("{pool} is not checked"))?;
            assert_eq!((bytes_in(&checked.said)?, bytes_in(&checked.derived)?), (bytes, bytes), "{pool}");
            assert_eq!(checked.difference, None, "{pool}");
            assert_eq!(page.bytes(pool).await?, Some(bytes), "{pool} in the table");
        }
        let findings = page.findings().await?;
        assert!(findings.iter().any(|finding| finding.line == Some(11) && finding.words.contains("s3.secret-key")), "{findings:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_falsified_number_in_a_log_shows_with_its_size() -> Outcome<()> {
    let log = fs::read_to_string(corpus("log/taskmanager-1.17.txt")?)?;
    let falsified = log.replace("634.880mb (665719939 bytes)", "634.879mb (665719000 bytes)");
    assert_ne!(falsified, log);
    visit(View::LAPTOP, async |page| {
        page.paste(&falsified).await?;
        let checks = page.checks().await?;
        let differing: Vec<_> = checks.iter().filter(|check| check.title.ends_with("not as derived here")).collect();
        assert!(differing.len() == 1 && differing[0].title.contains(": 1 of "), "{checks:?}");
        for checked in &differing[0].pools {
            let expected = (checked.pool == "managed").then_some("it says 939 less");
            assert_eq!(checked.difference.as_deref(), expected, "{checked:?}");
        }
        Ok(())
    })
    .await
}

async fn only_check(page: &Page) -> Outcome<Check> {
    let checks = page.checks().await?;
    assert_eq!(checks.len(), 1, "{checks:?}");
    Ok(checks.into_iter().next().ok_or("there is no check")?)
}

fn bytes_in(shown: &str) -> Outcome<u64> {
    Ok(shown.chars().filter(char::is_ascii_digit).collect::<String>().parse()?)
}

#[tokio::test]
async fn every_kind_of_text_is_recognised_by_name() -> Outcome<()> {
    const KINDS: &[(&str, &str)] = &[
        ("arguments/list.txt", "Command line"),
        ("arguments/ps-taskmanager.txt", "Command line"),
        ("arguments/ps-yarn.txt", "Command line"),
        ("arguments/flink-run.txt", "Command line"),
        ("log/taskmanager-1.17.txt", "Log"),
        ("log/jobmanager-4g.txt", "Log"),
        ("log/json-lines.txt", "Log"),
        ("log/killed.txt", "Log"),
        ("rest/taskmanager-1.20.json", "REST answer"),
        ("rest/jobmanager-config.json", "REST answer"),
        ("sql/session-tuning.sql", "SQL script"),
        ("sql/client-1.13.sql", "SQL script"),
        ("jvm-flags/vm-flags.txt", "JVM flags"),
        ("jvm-flags/vm-flags-and-command-line.txt", "JVM flags"),
        ("flink-properties/environment-file-1.16.txt", "FLINK_PROPERTIES"),
        ("flink-properties/docker-run-1.19.txt", "FLINK_PROPERTIES"),
        ("manifest/application-1.20.yaml", "Kubernetes manifest"),
        ("manifest/compose-1.17.yaml", "Kubernetes manifest"),
        ("manifest/pod-list.json", "Kubernetes manifest"),
    ];
    visit(View::LAPTOP, async |page| {
        for (file, name) in KINDS {
            page.paste(&fs::read_to_string(corpus(file)?)?).await?;
            let recognised = page.recognised().await?;
            assert!(recognised.starts_with(&format!("{name} (")), "{file}: {recognised}");
            let said = page.brought().await?.unwrap_or_default();
            assert!(said.starts_with(&format!("Your text: read as {name}; found ")), "{file}: {said}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_way_of_bringing_a_text_is_the_same() -> Outcome<()> {
    const TEXT: &str = "# by hand\ntaskmanager.memory.process.size: 3g\n";
    let folder = Scratch::new("ways")?;
    let file = folder.put("flink-conf.yaml", TEXT)?;
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.18").await?;
        for way in ["pasted", "pasted into the box", "typed", "dropped", "dropped on a box", "opened"] {
            match way {
                "pasted" => page.paste(TEXT).await?,
                "pasted into the box" => page.paste_into_text_box(TEXT).await?,
                "typed" => {
                    page.type_text(TEXT).await?;
                    assert_eq!(page.brought().await?, None, "a typed text waits until it is to be read");
                    page.read_typed().await?;
                }
                "dropped" => page.drop_file(&file).await?,
                "dropped on a box" => page.drop_file_on_option(PROCESS_SIZE, &file).await?,
                _ => page.choose_file(&file).await?,
            }
            assert_eq!(page.written(PROCESS_SIZE).await?, "3g", "{way}");
            assert_eq!(page.written_text().await?, TEXT, "{way}");
            assert_eq!(page.typed_text().await?, "", "{way}: the box is free for the next text");
            let said = page.brought().await?.unwrap_or_default();
            assert!(said.ends_with("read as flink-conf.yaml; found 1 setting."), "{way}: {said}");
            page.undo().await?;
            assert_eq!((page.written(PROCESS_SIZE).await?.as_str(), page.brought().await?), ("1728m", None), "{way}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_pasted_into_a_box_of_its_own_is_that_boxs() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.paste_into_option(PROCESS_SIZE, "5g").await?;
        assert_eq!((page.written(PROCESS_SIZE).await?.as_str(), page.brought().await?), ("5g", None));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_person_knows_better_which_format_it_is() -> Outcome<()> {
    const TEXT: &str = "taskmanager.memory.process.size: \"3g\"\n";
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.18").await?;
        page.paste(TEXT).await?;
        let by_itself = (page.recognised().await?, page.brought().await?, page.written(PROCESS_SIZE).await?);
        assert!(by_itself.0.starts_with("flink-conf.yaml"), "{by_itself:?}");
        assert_eq!(by_itself.2, "\"3g\"", "quotes are part of the value there");
        page.read_as("config-yaml").await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "3g");
        assert_eq!(page.brought().await?.as_deref(), Some("Your text: read as config.yaml; found 1 setting."));
        page.write(MANAGED_FRACTION, "0.5").await?;
        page.read_as("flink-conf").await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "\"3g\"");
        assert_eq!(page.written(MANAGED_FRACTION).await?, "0.5", "what was set since stays");
        page.undo().await?;
        assert_eq!(page.written(PROCESS_SIZE).await?, "3g");
        page.undo().await?;
        page.undo().await?;
        assert_eq!((page.recognised().await?, page.brought().await?, page.written(PROCESS_SIZE).await?), by_itself);
        page.read_as("config-yaml").await?;
        page.read_as("").await?;
        assert_eq!((page.recognised().await?, page.brought().await?, page.written(PROCESS_SIZE).await?), by_itself);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_text_that_is_put_away_leaves_its_settings() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.paste("taskmanager.memory.process.size: 3g\n").await?;
        assert_eq!(page.writing().await?, "brought");
        page.put_away().await?;
        assert_eq!((page.written(PROCESS_SIZE).await?.as_str(), page.brought().await?), ("3g", None));
        assert_ne!(page.writing().await?, "brought");
        page.undo().await?;
        assert_eq!(page.writing().await?, "brought");
        assert!(page.brought().await?.is_some());
        Ok(())
    })
    .await
}

#[tokio::test]
async fn what_is_noticed_is_listed_with_its_line_worst_first() -> Outcome<()> {
    const TEXT: &str = "taskmanager.memory.process.size: 4Gi\nparallelism.default 2\ntaskmanager.heap.size: 1g\n";
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.18").await?;
        page.paste(TEXT).await?;
        let findings = page.findings().await?;
        let rank = |kind: &str| ["Error", "Warning", "Note"].iter().position(|known| *known == kind);
        assert!(findings.iter().all(|finding| rank(&finding.kind).is_some()), "{findings:?}");
        assert!(findings.is_sorted_by_key(|finding| rank(&finding.kind)), "{findings:?}");
        let ignored = findings.iter().find(|finding| finding.line == Some(2)).ok_or("nothing is said of line 2")?;
        assert!(ignored.words.contains("Flink ignores the line “parallelism.default 2”"), "{ignored:?}");
        assert_eq!(ignored.source, "parallelism.default 2");
        assert!(findings.iter().any(|finding| finding.line == Some(1) && finding.words.contains("4Gi")), "{findings:?}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_text_about_something_else_changes_nothing() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "3g").await?;
        for text in ["Dear operator, the pod is gone.", "🐿️ 🐿️", "\u{1}\u{2}\u{feff}"] {
            page.paste(text).await?;
            assert_eq!(page.brought().await?.as_deref(), Some("Your text: nothing was taken from it."), "{text}");
            let findings = page.findings().await?;
            assert_eq!(findings.len(), 1, "{text}: {findings:?}");
            assert_eq!(page.written(PROCESS_SIZE).await?, "3g", "{text}");
            let writings = page.writings().await?;
            assert!(writings.iter().all(|(name, _)| name != "brought"), "{text}: what is no configuration is not given back edited");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn html_in_a_text_is_text() -> Outcome<()> {
    const IMAGE: &str = "<img src=x onerror=document.title='hacked'>";
    const SCRIPT: &str = "<script>document.title='hacked'</script>";
    let conf = format!("a.{IMAGE}: {SCRIPT}\n{PROCESS_SIZE}: {SCRIPT}{IMAGE}\nno colon {IMAGE}\n{MANAGED_FRACTION}: \"{IMAGE}\"\n");
    let yaml = format!("\"a.{IMAGE}\": \"{SCRIPT}\"\n{PROCESS_SIZE}: \"{IMAGE}\"\nb: [\"{SCRIPT}\"]\n");
    let log = format!(
        "INFO  [] - Loading configuration property: {IMAGE}, {SCRIPT}\nINFO  [] - Loading configuration property: {PROCESS_SIZE}, {IMAGE}\n\
         java.lang.OutOfMemoryError: {SCRIPT}{IMAGE}\n"
    );
    let manifest = format!(
        "kind: FlinkDeployment\nspec:\n  flinkVersion: v1_20\n  flinkConfiguration:\n    {PROCESS_SIZE}: \"{SCRIPT}\"\n    \"{IMAGE}.a\": \"{IMAGE}\"\n  \
         taskManager:\n    resource:\n      memory: \"{IMAGE}\"\n"
    );
    let folder = Scratch::new("html")?;
    visit(View::LAPTOP, async |page| {
        let before = page.loading_elements().await?;
        let title = page.script("return document.title;", vec![]).await?;
        for text in [conf, yaml, log, manifest] {
            // No file name of a system has a slash.
            let file = folder.put(&format!("{IMAGE}.yaml"), &text)?;
            page.choose_file(&file).await?;
            assert!(page.brought().await?.is_some_and(|said| said.starts_with(&format!("{IMAGE}.yaml: read as"))));
            for (writing, _) in page.writings().await? {
                page.write_as(&writing).await?;
                if !["svg", "png"].contains(&writing.as_str()) {
                    assert_eq!(page.loading_elements().await?, before, "{writing} of {text}");
                }
            }
            for tab in [Tab::Log, Tab::Configuration] {
                page.open_tab(tab).await?;
            }
            page.write_as("config-yaml").await.or(page.write_as("flink-conf").await)?;
            assert_eq!(page.loading_elements().await?, before, "{text}");
        }
        page.open_fragment("v1:release=2.3&<img src=x onerror=alert(1)>=a&pool=<script>&a.<img%20src=x>=%3Cscript%3E%zz").await?;
        assert!(!page.link_findings().await?.is_empty());
        assert_eq!(page.loading_elements().await?, before);
        assert_eq!(page.script("return document.title;", vec![]).await?, title);
        Ok(())
    })
    .await
}

/// Comments and keys, ten million bytes of them.
fn long_text(head: &str, line: impl Fn(usize) -> String) -> String {
    const LENGTH: usize = 10_000_000;
    let mut text = head.to_owned();
    for number in 0.. {
        let line = line(number);
        if text.len() + line.len() + 1 > LENGTH {
            break;
        }
        text.push_str(&line);
        text.push('\n');
    }
    let rest = LENGTH - text.len();
    text.push_str(&"#".repeat(rest));
    text
}

#[tokio::test]
async fn ten_million_bytes_are_read_and_the_page_goes_on() -> Outcome<()> {
    let noise = |number: usize| format!("# comment number {number}, of the length that a line of a real file has, more or less");
    let property = |number: usize| format!("some.key.of.a.plugin.number-{number}: value {number}");
    let pairs = |number: usize| if number.is_multiple_of(2) { noise(number) } else { property(number) };
    let logged = |number: usize| {
        if number.is_multiple_of(2) {
            format!("2024-03-05 10:12:01,101 INFO  org.apache.flink.runtime.taskexecutor.TaskManagerRunner [] - noise {number}")
        } else {
            format!(
                "2024-03-05 10:12:01,101 INFO  [] - Loading configuration property: some.key.of.a.plugin.number-{number}, value {number}"
            )
        }
    };
    let texts = [
        ("flink-conf.yaml", "flink-conf", long_text("taskmanager.memory.process.size: 7g\n", pairs)),
        ("config.yaml", "config-yaml", long_text("taskmanager:\n  memory:\n    process:\n      size: 7g\n", pairs)),
        ("taskmanager.log", "log", long_text("INFO  [] - Loading configuration property: taskmanager.memory.process.size, 7g\n", logged)),
    ];
    let folder = Scratch::new("long")?;
    for (name, format, text) in texts {
        assert_eq!(text.len(), 10_000_000);
        let file = folder.put(name, &text)?;
        visit(View::LAPTOP, async |page| {
            page.choose_file(&file).await?;
            page.read_as(format).await?;
            assert_eq!(page.written(PROCESS_SIZE).await?, "7g", "{name}");
            page.write(PROCESS_SIZE, "8g").await?;
            assert_eq!(page.bytes("totalProcess").await?, Some(8 << 30), "{name}");
            if format != "log" {
                let given_back = page.download(Tab::Configuration).await?;
                assert_eq!(given_back.name, name);
                assert!(given_back.content == text.replacen("7g", "8g", 1).into_bytes(), "{name} comes back with that value only");
            }
            page.undo().await?;
            assert_eq!(page.written(PROCESS_SIZE).await?, "7g", "{name}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_text_above_the_limit_is_refused_and_nothing_is_lost() -> Outcome<()> {
    let folder = Scratch::new("refused")?;
    let line = "taskmanager.memory.process.size: 9g\n";
    let too_long = line.repeat(MOST_BYTES / line.len() + 1);
    assert!(too_long.len() > MOST_BYTES);
    let file = folder.put("large.yaml", &too_long)?;
    visit(View::LAPTOP, async |page| {
        page.paste("taskmanager.memory.process.size: 3g\n").await?;
        page.write(MANAGED_FRACTION, "0.5").await?;
        for way in ["opened", "pasted", "dropped"] {
            match way {
                "opened" => page.choose_file(&file).await?,
                "pasted" => page.paste(&too_long).await?,
                _ => page.drop_file(&file).await?,
            }
            let findings = page.findings().await?;
            assert_eq!(findings.len(), 1, "{way}: {findings:?}");
            assert!(
                findings[0].words.starts_with("The text has 10") && findings[0].words.contains("Nothing was taken"),
                "{way}: {findings:?}"
            );
            assert_eq!(page.written(PROCESS_SIZE).await?, "3g", "{way}");
            assert_eq!(page.written(MANAGED_FRACTION).await?, "0.5", "{way}");
            assert_ne!(page.writing().await?, "brought", "{way}: what was not taken in is not given back");
            page.undo().await?;
            assert!(
                page.brought().await?.is_some_and(|said| said.starts_with("Your text: read as")),
                "{way}: the text from before is still there"
            );
            assert_eq!(page.writing().await?, "brought", "{way}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_refused_text_stays_refused_when_another_release_is_picked() -> Outcome<()> {
    let folder = Scratch::new("still")?;
    let file = folder.put("large.yaml", "#".repeat(MOST_BYTES + 1))?;
    visit(View::LAPTOP, async |page| {
        page.choose_file(&file).await?;
        let findings = page.findings().await?;
        page.pick_release("1.18").await?;
        assert_eq!(page.findings().await?, findings);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_file_with_nothing_in_it_is_told_and_changes_nothing() -> Outcome<()> {
    let folder = Scratch::new("nothing")?;
    let file = folder.put("empty.yaml", "\n")?;
    visit(View::LAPTOP, async |page| {
        page.write(PROCESS_SIZE, "3g").await?;
        page.choose_file(&file).await?;
        assert_eq!(page.brought().await?.as_deref(), Some("empty.yaml: nothing was taken from it."));
        assert_eq!(page.written(PROCESS_SIZE).await?, "3g");
        Ok(())
    })
    .await
}
