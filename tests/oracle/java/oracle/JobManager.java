package oracle;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;

/** The memory of a JobManager as its start script or the cluster client works it out, from 1.11 on; 1.10 is another class. */
final class JobManager implements ProcessKind {

    private static final String UTILS = "runtime.jobmanager.JobManagerProcessUtils";
    private static final String WITH_LEGACY_HEAP = "processSpecFromConfigWithNewOptionToInterpretLegacyHeap";
    private static final String DYNAMIC = "generateDynamicConfigsStr";

    private static final List<String[]> SIZES = Arrays.asList(
            new String[] {"jvmHeap", "getJvmHeapMemorySize"},
            new String[] {"offHeap", "getJvmDirectMemorySize"},
            new String[] {"jvmMetaspace", "getJvmMetaspaceSize"},
            new String[] {"jvmOverhead", "getJvmOverheadSize"},
            new String[] {"totalFlink", "getTotalFlinkMemorySize"},
            new String[] {"totalProcess", "getTotalProcessMemorySize"});

    /** Whether the release has a memory model for the JobManager. */
    static boolean isModelled() {
        return Flink.find(UTILS) != null;
    }

    @Override
    public List<String> fields() {
        return Arrays.asList("config", "deployment", "env");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        Class<?> utils = Flink.type(UTILS);
        Configuration configuration = asked.configuration();
        Object process = process(utils, configuration, asked.inContainer());
        for (String[] size : SIZES) {
            answer.putBytes(size[0], process, size[1]);
        }
        answer.put("jvmParams", Flink.call(utils, "generateJvmParametersStr", process, configuration));
        if (Flink.has(utils, DYNAMIC)) { // since 1.12
            answer.put("dynamicConfigs", Flink.call(utils, DYNAMIC, process));
        }
        Summary.put(answer, "logMasterConfiguration", process);
    }

    /** Up to 1.20 the heap options of old stand for another option in a container than on a machine of its own. */
    private static Object process(Class<?> utils, Configuration configuration, boolean inContainer) throws Throwable {
        if (!Flink.has(utils, WITH_LEGACY_HEAP)) {
            return Flink.call(utils, "processSpecFromConfig", configuration);
        }
        Object option = Flink.field(JobManagerOptions.class, inContainer ? "TOTAL_PROCESS_MEMORY" : "JVM_HEAP_MEMORY");
        return Flink.call(utils, WITH_LEGACY_HEAP, configuration, option);
    }
}
