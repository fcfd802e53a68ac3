package oracle;

import java.util.Collections;
import java.util.List;
import org.apache.flink.configuration.Configuration;

/** The resources of the one TaskManager inside a MiniCluster, as used from an IDE, and the totals that its web UI shows. */
final class LocalExecution implements ProcessKind {

    private static final String[][] SIZES = {
        {"taskHeap", "getTaskHeapSize"},
        {"taskOffHeap", "getTaskOffHeapSize"},
        {"network", "getNetworkMemSize"},
        {"managed", "getManagedMemorySize"},
    };

    private static final String[][] TOTALS = {
        {"totalFlink", "calculateTotalFlinkMemoryFromComponents"},
        {"totalProcess", "calculateTotalProcessMemoryFromComponents"},
    };

    @Override
    public List<String> fields() {
        return Collections.singletonList("config");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        Class<?> utils = Flink.type("runtime.taskexecutor.TaskExecutorResourceUtils");
        Configuration configuration = asked.configuration();
        Object resources = Flink.call(utils, "resourceSpecFromConfigForLocalExecution", configuration);
        answer.putCores("cpuCores", resources, "getCpuCores");
        for (String[] size : SIZES) {
            answer.putBytes(size[0], resources, size[1]);
        }
        for (String[] total : TOTALS) {
            if (Flink.has(utils, total[1])) { // since 1.12
                putTotal(answer, total[0], utils, total[1], configuration);
            }
        }
    }

    private static void putTotal(Answer answer, String field, Class<?> utils, String method, Configuration configuration)
            throws Throwable {
        FlinkLog.apart(() -> {
            try {
                answer.put(field, Flink.call(utils, method, configuration));
            } catch (Throwable thrown) {
                answer.put(field + "Error", thrown.getClass().getSimpleName() + ": " + thrown.getMessage());
            }
        });
    }
}
