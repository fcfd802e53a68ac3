package org.apache.hadoop.yarn.api.records;

/** A stand-in: memory in mebibytes and virtual cores, printed as Hadoop prints them. */
public final class Resource {

    private final long memory;
    private final int cores;

    private Resource(long memory, int cores) {
        this.memory = memory;
        this.cores = cores;
    }

    public static Resource newInstance(int memory, int cores) {
        return new Resource(memory, cores);
    }

    public static Resource newInstance(long memory, int cores) {
        return new Resource(memory, cores);
    }

    public int getMemory() {
        return (int) memory;
    }

    public long getMemorySize() {
        return memory;
    }

    public int getVirtualCores() {
        return cores;
    }

    @Override
    public String toString() {
        return String.format("<memory:%d, vCores:%d>", memory, cores);
    }
}
