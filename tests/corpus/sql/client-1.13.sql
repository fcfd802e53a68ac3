Flink SQL> SET table.exec.mini-batch.enabled = true;
[INFO] Session property has been set.
Flink SQL> SET taskmanager.numberOfTaskSlots=4;
[INFO] Session property has been set.
