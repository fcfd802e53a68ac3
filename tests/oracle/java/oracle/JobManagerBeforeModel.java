package oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/**
 * The JobManager of 1.10, which has no memory model: its heap is a number that the start script works out in bash, or, in a container,
 * what a cut-off leaves of the total.
 */
final class JobManagerBeforeModel implements ProcessKind {

    private static final Pattern HEAP = Pattern.compile(".*-Xmx(\\d+)m.*");
    private static final String RESULT = "JVM_ARGS=";

    /**
     * Runs the release's own lines and nothing else of its scripts: from config.sh the functions and constants that read a size, and
     * where the heap is looked up; from jobmanager.sh what becomes of it. Marks are comments and names that stand in the scripts.
     */
    private static final List<String> SCRIPT = Arrays.asList(
            "part() { eval \"$(sed -n \"$1\" \"$2\")\"; }",
            "for name in readFromConfig parseBytes matchesAny getMebiBytes; do part \"/^$name()/,/^}/p\" config.sh; done",
            "part '/^KEY_JOBM_MEM/p;/_UNITS=(/p;/^IS_NUMBER=/p' config.sh",
            "JVM_ARGS=",
            "part '/^# Define FLINK_JM_HEAP if/,/^# Verify that NUMA/p' config.sh",
            "part '/if \\[ ! -z \"${FLINK_JM_HEAP_MB}\" \\]/,/# Add JobManager-specific/p' jobmanager.sh",
            "echo \"" + RESULT + "$JVM_ARGS\"");

    private final Path scripts;

    JobManagerBeforeModel(Path release) {
        this.scripts = release.resolve("bin");
    }

    @Override
    public List<String> fields() {
        return Arrays.asList("config", "deployment", "env");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        if (asked.inContainer()) {
            cutOff(asked.configuration(), answer);
        } else {
            startScript(asked, answer);
        }
    }

    private static void cutOff(Configuration configuration, Answer answer) throws Throwable {
        MemorySize size =
                (MemorySize) Flink.call(Flink.type("configuration.ConfigurationUtils"), "getJobManagerHeapMemory", configuration);
        int total = size.getMebiBytes();
        Class<?> tools = Flink.type("runtime.clusterframework.BootstrapTools");
        int heap = (Integer) Flink.call(tools, "calculateHeapSize", total, configuration);
        answer.put("jvmHeap", (long) heap << 20);
        answer.put("totalProcess", (long) total << 20);
        answer.put("jvmParams", "-Xms" + heap + "m -Xmx" + heap + "m");
    }

    private void startScript(Case asked, Answer answer) throws Throwable {
        Path file = Files.createTempFile("flink-conf", ".yaml");
        String printed;
        try {
            writeEntries(asked, file);
            printed = runScript(file).trim();
        } finally {
            Files.delete(file);
        }
        int at = printed.lastIndexOf(RESULT);
        if (at < 0) {
            throw new StartScriptException(printed);
        }
        String parameters = printed.substring(at + RESULT.length()).trim();
        answer.put("jvmParams", parameters);
        Matcher heap = HEAP.matcher(parameters);
        answer.put("jvmHeap", heap.matches() ? bytes(heap.group(1)) : null);
        if (at > 0) {
            answer.put("printed", printed.substring(0, at).trim());
        }
    }

    /** The script hands on more megabytes than a long has bytes for; then there is no number to compare, only the parameters. */
    private static Long bytes(String megabytes) {
        try {
            return Math.multiplyExact(Long.parseLong(megabytes), 1L << 20);
        } catch (ArithmeticException e) {
            return null;
        }
    }

    private static void writeEntries(Case asked, Path file) throws IOException {
        StringBuilder lines = new StringBuilder();
        asked.entries().forEach((key, value) -> lines.append(key).append(": ").append(value).append('\n'));
        Files.write(file, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** What the lines print; what bash complains of beside them is not part of the answer. */
    private String runScript(Path file) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", String.join("\n", SCRIPT));
        bash.directory(scripts.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD);
        bash.environment().put("YAML_CONF", file.toString());
        bash.environment().put("FLINK_CONF_FILE", "flink-conf.yaml");
        Process process = bash.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    /** The script stopped before it had the parameters; the message is what it printed. */
    private static final class StartScriptException extends Exception {
        private static final long serialVersionUID = 1L;

        StartScriptException(String printed) {
            super(printed);
        }
    }
}
