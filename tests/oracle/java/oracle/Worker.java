package oracle;

import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/** A TaskManager as the resource manager of a deployment decides it, and the configuration that it decides with. */
final class Worker {

    private static final String UTILS = "runtime.clusterframework.TaskExecutorProcessUtils";

    /** The sizes of the process. */
    final Object process;
    /** What the resource manager reads. */
    final Configuration configuration;
    /** What it asks for; null in 1.10, which has no such thing. */
    final Object specification;

    private Worker(Object process, Configuration configuration, Object specification) {
        this.process = process;
        this.configuration = configuration;
        this.specification = specification;
    }

    /** From 1.11 on; the prefix is that of the deployment's classes. */
    static Worker of(String prefix, Configuration given) throws Throwable {
        Configuration services = ofServices(given, prefix + "ResourceManagerFactory");
        Object factory = Flink.field(Flink.type(prefix + "WorkerResourceSpecFactory"), "INSTANCE");
        Object specification = Flink.call(factory, "createDefaultWorkerResourceSpec", services);
        Object manager = Flink.call(Flink.type(prefix + "ResourceManagerFactory"), "getInstance");
        String method = "getEffectiveConfigurationForResourceManager";
        Configuration own = Flink.has(manager.getClass(), method) ? (Configuration) Flink.call(manager, method, services) : services;
        Object process = Flink.call(Flink.type(UTILS), "processSpecFromWorkerResourceSpec", own, specification);
        return new Worker(process, own, specification);
    }

    /** 1.10: the TaskManager with these cores, or with what the cores of a deployment stand in for. */
    static Worker before(Configuration given, Cores cores) throws Throwable {
        Configuration services = ofServices(given, null);
        Object builder = Flink.call(Flink.type(UTILS), "newProcessSpecBuilder", services);
        Object process = Flink.call(Flink.call(builder, "withCpuCores", cores.of(services)), "build");
        return new Worker(process, services, null);
    }

    interface Cores {
        double of(Configuration services) throws Throwable;
    }

    /** The configuration with a legacy heap taken for the process. */
    private static Configuration ofServices(Configuration given, String factory) throws Throwable {
        Class<?> common = Flink.find("runtime.resourcemanager.ActiveResourceManagerFactory");
        String early = "createActiveResourceManagerConfiguration";
        if (common != null && Flink.has(common, early) && isStatic(common, early)) {
            return (Configuration) Flink.call(common, early, given);
        }
        Object instance = Flink.call(Flink.type(factory), "getInstance");
        for (String method : new String[] {early, "getEffectiveConfigurationForResourceManagerAndRuntimeServices"}) {
            if (Flink.has(instance.getClass(), method)) {
                return (Configuration) Flink.call(instance, method, given);
            }
        }
        return given; // 2.0, which has no legacy heap
    }

    private static boolean isStatic(Class<?> type, String name) {
        for (java.lang.reflect.Method method : type.getDeclaredMethods()) {
            if (method.getName().equals(name)) {
                return Modifier.isStatic(method.getModifiers());
            }
        }
        return false;
    }

    /** External resources by the names of a deployment: resource to key, up to 1.12 key to amount. */
    Map<?, ?> external(String suffix) throws Throwable {
        Class<?> utils = Flink.find("runtime.externalresource.ExternalResourceUtils");
        if (utils == null) {
            return Collections.emptyMap();
        }
        String method = "getExternalResourceConfigurationKeys";
        return (Map<?, ?>) Flink.call(utils, Flink.has(utils, method) ? method : "getExternalResources", configuration, suffix);
    }

    int mebibytes() throws Throwable {
        return ((MemorySize) Flink.call(process, "getTotalProcessMemorySize")).getMebiBytes();
    }

    double cores() throws Throwable {
        return ((Number) Flink.call(Flink.call(process, "getCpuCores"), "getValue")).doubleValue();
    }

    /** The sizes that may differ from what is configured. */
    void putSizes(Answer answer) throws Throwable {
        answer.putBytes("totalProcess", process, "getTotalProcessMemorySize");
        answer.putBytes("totalFlink", process, "getTotalFlinkMemorySize");
        answer.putBytes("jvmOverhead", Flink.call(process, "getJvmMetaspaceAndOverhead"), "getOverhead");
    }
}
