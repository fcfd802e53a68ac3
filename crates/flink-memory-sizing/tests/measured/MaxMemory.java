import java.util.ArrayList;
import java.util.List;

/**
 * What Runtime.maxMemory() is under many heaps, collectors and JVMs: `javac --release 11 MaxMemory.java && java MaxMemory JAVA... > max_memory.tsv`, where each JAVA is the
 * program of a JVM that is asked. A heap with which a JVM does not start has no row.
 */
public class MaxMemory {
    static final long M = 1 << 20;
    static final long[] HEAPS = {
        3 * M, 5 * M, 6 * M + 1, 8 * M, 10 * M, 16 * M, 26843546, 30 * M - 1, 33 * M + 7, 48 * M, 64 * M, 67108865, 100 * M, 128 * M, 157286400,
        161061273, 200000000, 268435456, 308281339, 402653174, 436207616, 500000000, 536870902, 563714445, 629145600, 697932173, 805306368,
        1024 * M - 1, 1024 * M, 1024 * M + 1, 1207959552, 1342177280, 1664299824, 2000 * M, 2048 * M, 2049 * M, 2791728742L, 3 * 1024 * M,
        3462817376L, 4096 * M, 4096 * M + 1, 5000000000L, 6 * 1024 * M, 7650410378L, 8192 * M, 8193 * M, 12 * 1024 * M, 16384 * M, 16385 * M,
        20000000000L,
    };
    static final long[] HEAPS_WITH_RATIO = {16 * M, 67108865, 308281339, 536870902, 1664299824, 3462817376L};
    static final int[] RATIOS = {1, 3, 8, 50, 1000};

    public static void main(String[] programs) throws Exception {
        if (System.getProperty("measured") != null) {
            System.out.println(Runtime.version().feature() + "\t" + Runtime.getRuntime().maxMemory());
            return;
        }
        System.out.println("# Java\tcollector\t-Xmx and -Xms\t-XX:NewRatio\tRuntime.maxMemory()");
        for (String program : programs) {
            for (String collector : new String[] {"Serial", "Parallel", "G1", "Z"}) {
                for (long heap : HEAPS) {
                    ask(program, collector, heap, 2);
                }
                if (collector.equals("Serial") || collector.equals("Parallel")) {
                    for (int ratio : RATIOS) {
                        for (long heap : HEAPS_WITH_RATIO) {
                            ask(program, collector, heap, ratio);
                        }
                    }
                }
            }
        }
    }

    static void ask(String program, String collector, long heap, int ratio) throws Exception {
        List<String> words = new ArrayList<>(List.of(program, "-XX:+UnlockExperimentalVMOptions", "-XX:+Use" + collector + "GC"));
        words.addAll(List.of("-Xmx" + heap, "-Xms" + heap, "-XX:TieredStopAtLevel=1", "-Dmeasured", "-cp", System.getProperty("java.class.path")));
        if (ratio != 2) {
            words.add("-XX:NewRatio=" + ratio);
        }
        words.add("MaxMemory");
        Process process = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String answer = new String(process.getInputStream().readAllBytes()).trim();
        if (process.waitFor() == 0) {
            String[] parts = answer.substring(answer.lastIndexOf('\n') + 1).split("\t");
            System.out.println(parts[0] + "\t" + collector + "\t" + heap + "\t" + ratio + "\t" + parts[1]);
        }
    }
}
