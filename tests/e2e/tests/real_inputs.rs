//! Two configurations whose answers are known from a real Flink 1.15, typed into the page; every number and line is compared.

use flink_memory_e2e::{Outcome, Page, Tab, View, visit};

async fn has_sizes(page: &Page, sizes: &[(&str, u64)]) -> Outcome<()> {
    for &(pool, bytes) in sizes {
        assert_eq!(page.bytes(pool).await?, Some(bytes), "{pool}");
    }
    Ok(())
}

/// What follows the log lines on the tab of the log.
async fn summary(page: &Page) -> Outcome<String> {
    let log = page.tab_text(Tab::Log).await?;
    let start = log.find("Final ").ok_or_else(|| format!("no summary in the log:\n{log}"))?;
    Ok(log[start..].trim_end().to_owned())
}

#[tokio::test]
async fn a_task_manager_of_1_15_with_2g() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.15").await?;
        page.write("taskmanager.memory.process.size", "2g").await?;
        has_sizes(
            page,
            &[
                ("totalProcess", 2_147_483_648),
                ("totalFlink", 1_664_299_824),
                ("jvmHeap", 697_932_173),
                ("frameworkHeap", 134_217_728),
                ("taskHeap", 563_714_445),
                ("managed", 665_719_939),
                ("network", 166_429_984),
                ("jvmMetaspace", 268_435_456),
                ("jvmOverhead", 214_748_368),
            ],
        )
        .await?;
        let expected = "\
Final TaskExecutor Memory configuration:
  Total Process Memory:          2.000gb (2147483648 bytes)
    Total Flink Memory:          1.550gb (1664299824 bytes)
      Total JVM Heap Memory:     665.600mb (697932173 bytes)
        Framework:               128.000mb (134217728 bytes)
        Task:                    537.600mb (563714445 bytes)
      Total Off-heap Memory:     921.600mb (966367651 bytes)
        Managed:                 634.880mb (665719939 bytes)
        Total JVM Direct Memory: 286.720mb (300647712 bytes)
          Framework:             128.000mb (134217728 bytes)
          Task:                  0 bytes
          Network:               158.720mb (166429984 bytes)
    JVM Metaspace:               256.000mb (268435456 bytes)
    JVM Overhead:                204.800mb (214748368 bytes)";
        assert_eq!(summary(page).await?, expected);
        let flags = "-Xmx697932173 -Xms697932173 -XX:MaxDirectMemorySize=300647712 -XX:MaxMetaspaceSize=268435456";
        assert_eq!(page.tab_text(Tab::JvmFlags).await?, flags);
        assert_eq!(page.copy(Tab::JvmFlags).await?, flags);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_job_manager_of_1_15_with_1g() -> Outcome<()> {
    visit(View::LAPTOP, async |page| {
        page.pick_release("1.15").await?;
        page.pick("process", "JobManager").await?;
        page.write("jobmanager.memory.process.size", "1g").await?;
        has_sizes(
            page,
            &[
                ("totalProcess", 1_073_741_824),
                ("totalFlink", 603_979_776),
                ("jvmHeap", 469_762_048),
                ("offHeap", 134_217_728),
                ("jvmMetaspace", 268_435_456),
                ("jvmOverhead", 201_326_592),
            ],
        )
        .await?;
        let expected = "\
Final Master Memory configuration:
  Total Process Memory: 1024.000mb (1073741824 bytes)
    Total Flink Memory: 576.000mb (603979776 bytes)
      JVM Heap:         448.000mb (469762048 bytes)
      Off-heap:         128.000mb (134217728 bytes)
    JVM Metaspace:      256.000mb (268435456 bytes)
    JVM Overhead:       192.000mb (201326592 bytes)";
        assert_eq!(summary(page).await?, expected);
        let log = page.tab_text(Tab::Log).await?;
        let capped = "The derived from fraction jvm overhead memory (102.400mb (107374184 bytes)) is less than its min value 192.000mb";
        assert!(log.contains(capped), "{log}");
        assert_eq!(page.copy(Tab::Log).await?.trim_end(), log.trim_end());
        Ok(())
    })
    .await
}
