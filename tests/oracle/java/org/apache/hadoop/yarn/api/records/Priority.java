package org.apache.hadoop.yarn.api.records;

/** A stand-in that has no content: Flink only hands it on. */
public final class Priority {

    private Priority() {}

    public static Priority newInstance(int priority) {
        return new Priority();
    }
}
