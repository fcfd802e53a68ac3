package oracle;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;

/** The memory of a TaskManager as its start script or resource manager works it out, and what the started process makes of it. */
final class TaskManager implements ProcessKind {

    private static final String LEGACY_HEAP = "getConfigurationMapLegacyTaskManagerHeapSizeToConfigOption";
    private static final String JVM_PARAMETERS = "generateJvmParametersStr";
    private static final String NETWORK_BUFFERS = "calculateNumberOfNetworkBuffers";

    private static final List<String[]> SIZES = Arrays.asList(
            new String[] {"frameworkHeap", "getFrameworkHeapSize"},
            new String[] {"frameworkOffHeap", "getFrameworkOffHeapMemorySize"},
            new String[] {"taskHeap", "getTaskHeapSize"},
            new String[] {"taskOffHeap", "getTaskOffHeapSize"},
            new String[] {"network", "getNetworkMemSize"},
            new String[] {"managed", "getManagedMemorySize"},
            new String[] {"jvmMetaspace", "getJvmMetaspaceSize"},
            new String[] {"jvmOverhead", "getJvmOverheadSize"},
            new String[] {"totalFlink", "getTotalFlinkMemorySize"},
            new String[] {"totalProcess", "getTotalProcessMemorySize"},
            new String[] {"jvmHeap", "getJvmHeapMemorySize"},
            new String[] {"jvmDirect", "getJvmDirectMemorySize"});

    private static final List<String[]> SLOT_SIZES = Arrays.asList(
            new String[] {"taskHeap", "getTaskHeapMemory"},
            new String[] {"taskOffHeap", "getTaskOffHeapMemory"},
            new String[] {"managed", "getManagedMemory"},
            new String[] {"network", "getNetworkMemory"});

    @Override
    public List<String> fields() {
        return Arrays.asList("config", "deployment", "env");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        Class<?> utils = Flink.type("runtime.clusterframework.TaskExecutorProcessUtils");
        Configuration configuration = withLegacyHeap(utils, asked);
        Object process = Flink.call(utils, "processSpecFromConfig", configuration);
        for (String[] size : SIZES) {
            answer.putBytes(size[0], process, size[1]);
        }
        answer.putCores("cpuCores", process, "getCpuCores");
        answer.put("jvmParams", Flink.call(holderOfJvmParameters(utils), JVM_PARAMETERS, process));
        String dynamic = (String) Flink.call(utils, "generateDynamicConfigsStr", process);
        answer.put("dynamicConfigs", dynamic);
        answer.put("slot", slot(configuration, dynamic));
        Summary.put(answer, "logTaskExecutorConfiguration", process);
    }

    /** Up to 1.20 the heap options of old first become the total that the kind of deployment asks for. */
    private static Configuration withLegacyHeap(Class<?> utils, Case asked) throws Throwable {
        if (!Flink.has(utils, LEGACY_HEAP)) {
            return asked.configuration();
        }
        ConfigOption<MemorySize> total =
                asked.inContainer() ? TaskManagerOptions.TOTAL_PROCESS_MEMORY : TaskManagerOptions.TOTAL_FLINK_MEMORY;
        return (Configuration) Flink.call(utils, LEGACY_HEAP, asked.configuration(), total);
    }

    /** The method moved when the JobManager got a memory model of its own in 1.11. */
    private static Class<?> holderOfJvmParameters(Class<?> utils) throws ClassNotFoundException {
        return Flink.has(utils, JVM_PARAMETERS) ? utils : Flink.type("runtime.util.config.memory.ProcessMemoryUtils");
    }

    /** What the process makes of the dynamic configuration handed to it; it may fail where the start script does not. */
    private static Answer slot(Configuration configuration, String dynamic) throws Throwable {
        Answer slot = Answer.part();
        FlinkLog.apart(() -> {
            try {
                putSlot(slot, started(configuration, dynamic));
            } catch (Throwable thrown) {
                slot.put("error", Answer.failedPart(thrown));
            }
        });
        return slot;
    }

    private static void putSlot(Answer slot, Configuration configuration) throws Throwable {
        Class<?> utils = Flink.type("runtime.taskexecutor.TaskExecutorResourceUtils");
        Class<?> parser = Flink.type("runtime.util.ConfigurationParserUtils");
        Object resources = Flink.call(utils, "resourceSpecFromConfig", configuration);
        Object slots = Flink.call(parser, "getSlot", configuration);
        slot.put("slots", slots);
        Object profile = Flink.call(utils, "generateDefaultSlotResourceProfile", resources, slots);
        slot.putCores("cpuCores", profile, "getCpuCores");
        for (String[] size : SLOT_SIZES) {
            slot.putBytes(size[0], profile, size[1]);
        }
        Object page = Flink.call(parser, "getPageSize", configuration);
        slot.put("pageSize", page);
        slot.put("networkBuffers", networkBuffers(configuration, Flink.call(resources, "getNetworkMemSize"), page));
    }

    /** Before 2.0 the configuration was looked at too, to warn of options that have no effect. */
    private static Object networkBuffers(Configuration configuration, Object memory, Object page) throws Throwable {
        Class<?> shuffle = Flink.type("runtime.taskmanager.NettyShuffleEnvironmentConfiguration");
        return Flink.parameters(shuffle, NETWORK_BUFFERS) == 3
                ? Flink.call(shuffle, NETWORK_BUFFERS, configuration, memory, page)
                : Flink.call(shuffle, NETWORK_BUFFERS, memory, page);
    }

    /** The configuration with the "-D key=value" pairs applied. */
    private static Configuration started(Configuration configuration, String dynamic) {
        Configuration started = new Configuration(configuration);
        for (String word : dynamic.trim().split(" ")) {
            int at = word.indexOf('=');
            if (at >= 0) {
                started.setString(word.substring(0, at), word.substring(at + 1));
            }
        }
        return started;
    }
}
