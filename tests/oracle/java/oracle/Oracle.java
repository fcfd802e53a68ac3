package oracle;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/**
 * The entry: reads cases from standard input, hands each to its process kind and writes the answers to standard output, one JSON
 * object per line in the same order. What a kind asks Flink is in its own class.
 *
 * <p>Arguments: the folder of the release (with {@code lib} and {@code bin}), then optionally {@code --options} to print every
 * memory-related option of the release instead.
 */
public final class Oracle {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Oracle() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream answers = System.out;
        System.setOut(System.err); // nothing that Flink prints may land between the answers
        Path release = Paths.get(arguments[0]).toAbsolutePath();
        if (arguments.length > 1 && arguments[1].equals("--options")) {
            answers.println(JSON.writeValueAsString(OptionTable.read()));
            return;
        }
        try {
            answerAll(kinds(release), answers);
        } catch (MalformedCase malformed) {
            System.err.println(malformed.getMessage());
            System.exit(2);
        }
    }

    /** Every process kind that can be asked; a further one is a class and a line here. */
    private static Map<String, ProcessKind> kinds(Path release) throws IOException {
        Map<String, ProcessKind> kinds = new LinkedHashMap<>();
        kinds.put("taskmanager", new TaskManager());
        kinds.put("jobmanager", JobManager.isModelled() ? new JobManager() : new JobManagerBeforeModel(release));
        kinds.put("local", new LocalExecution());
        kinds.put("memorysize", new SizeArithmetic());
        kinds.put("option", new OptionValue());
        kinds.put("load", new Loading());
        kinds.put("managed", new ManagedShares());
        kinds.put("rocksdb", new StateBackend("RocksDB"));
        kinds.put("forst", new StateBackend("ForSt"));
        kinds.put("finegrained", new SlotResources());
        kinds.put("network", new NetworkBuffers());
        kinds.put("kubernetes", new KubernetesPods());
        kinds.put("yarn", new YarnContainers());
        kinds.put("commandline", new StartScripts(release));
        return kinds;
    }

    private static void answerAll(Map<String, ProcessKind> kinds, PrintStream answers) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        BufferedWriter out = new BufferedWriter(new OutputStreamWriter(answers, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            out.write(JSON.writeValueAsString(answer(kinds, Case.read(line)).fields()));
            out.newLine();
        }
        out.flush();
    }

    /** What Flink says to one case. */
    private static Answer answer(Map<String, ProcessKind> kinds, Case asked) {
        ProcessKind kind = kinds.get(asked.process());
        if (kind == null) {
            throw new MalformedCase("There is no process kind `" + asked.process() + "`.");
        }
        asked.allow(kind.fields());
        FlinkLog.forget();
        Answer answer = Environment.with(asked.environment(), () -> {
            Answer fresh = Answer.success();
            kind.answer(asked, fresh);
            return fresh;
        });
        return answer.putUnlessEmpty("warnings", FlinkLog.told()).withTexts(kind::withoutMachine);
    }
}
