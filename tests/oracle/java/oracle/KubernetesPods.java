package oracle;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.Configuration;

/** The resources of pods, as Flink writes them. The client's half is the JobManager's pod, the JobManager's half that of a TaskManager. */
final class KubernetesPods implements ProcessKind {

    private static final String KUBERNETES = "kubernetes.";
    private static final String PARAMETERS = KUBERNETES + "kubeclient.parameters.Kubernetes%sParameters";

    @Override
    public List<String> fields() {
        return Collections.singletonList("config");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        Configuration configuration = asked.configuration();
        answer.putHalf("jobManager", () -> jobManager(configuration));
        answer.putHalf("taskManager", () -> taskManager(asked.configuration()));
    }

    private static Answer jobManager(Configuration configuration) throws Throwable {
        Object cluster = ClusterSpecifications.of(KUBERNETES + "KubernetesClusterClientFactory", configuration);
        Class<?> type = Flink.find(String.format(PARAMETERS, "JobManager"));
        if (type == null) { // 1.10
            Object option = Flink.field(Flink.type(KUBERNETES + "configuration.KubernetesConfigOptions"), "JOB_MANAGER_CPU");
            double cpu = (Double) Flink.call(configuration, "getDouble", option);
            return pod(new Amounts((Integer) Flink.call(cluster, "getMasterMemoryMB"), cpu), Collections.emptyMap(), Collections.emptyMap());
        }
        Object parameters = created(type.getConstructors()[0], configuration, cluster);
        return pod(Amounts.of(parameters, "JobManager"), Collections.emptyMap(), Collections.emptyMap());
    }

    private static Answer taskManager(Configuration configuration) throws Throwable {
        Class<?> type = Flink.find(String.format(PARAMETERS, "TaskManager"));
        if (type == null) { // 1.10
            Worker worker = Worker.before(configuration, services -> {
                Object option = Flink.field(Flink.type(KUBERNETES + "configuration.KubernetesConfigOptions"), "TASK_MANAGER_CPU");
                Class<?> utils = Flink.type("runtime.clusterframework.TaskExecutorProcessUtils");
                return (Double) Flink.call(utils, "getCpuCoresWithFallbackConfigOption", services, option);
            });
            return pod(new Amounts(worker.mebibytes(), worker.cores()), Collections.emptyMap(), Collections.emptyMap());
        }
        Worker worker = Worker.of(KUBERNETES + "entrypoint.Kubernetes", configuration);
        Class<?> containerType = Flink.type("runtime.clusterframework.ContaineredTaskManagerParameters");
        Object container = Flink.call(containerType, "create", worker.configuration, worker.process);
        Map<?, ?> external = worker.external("kubernetes.config-key");
        Constructor<?> constructor = type.getConstructors()[0];
        Class<?>[] types = constructor.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = types[i] == Configuration.class ? worker.configuration
                    : types[i] == String.class ? "pod"
                    : types[i] == containerType ? container
                    : types[i] == Map.class ? external
                    : Collections.emptySet(); // nodes that are blocked
        }
        Object parameters = created(constructor, arguments);
        Amounts amounts = Amounts.of(parameters, "TaskManager");
        String keys = "getTaskManagerExternalResourceConfigKeys";
        Map<?, ?> resources = (Map<?, ?>) Flink.call(parameters, "getTaskManagerExternalResources");
        Map<?, ?> configKeys = Flink.has(type, keys) ? (Map<?, ?>) Flink.call(parameters, keys) : Collections.emptyMap();
        Answer answer = pod(amounts, resources, configKeys);
        worker.putSizes(answer);
        return answer;
    }

    private static Object created(Constructor<?> constructor, Object... arguments) throws Throwable {
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What a pod's decorator asks the parameters, in its order. */
    private static final class Amounts {
        final int mebibytes;
        final double memoryFactor;
        final double cpu;
        final double cpuFactor;

        Amounts(int mebibytes, double cpu) {
            this(mebibytes, 0, cpu, 0);
        }

        private Amounts(int mebibytes, double memoryFactor, double cpu, double cpuFactor) {
            this.mebibytes = mebibytes;
            this.memoryFactor = memoryFactor;
            this.cpu = cpu;
            this.cpuFactor = cpuFactor;
        }

        static Amounts of(Object parameters, String component) throws Throwable {
            String get = "get" + component;
            boolean hasFactors = Flink.has(parameters.getClass(), get + "MemoryLimitFactor");
            int mebibytes = (Integer) Flink.call(parameters, get + "MemoryMB");
            double memoryFactor = hasFactors ? (Double) Flink.call(parameters, get + "MemoryLimitFactor") : 0;
            double cpu = (Double) Flink.call(parameters, get + "CPU");
            double cpuFactor = hasFactors ? (Double) Flink.call(parameters, get + "CPULimitFactor") : 0;
            return new Amounts(mebibytes, memoryFactor, cpu, cpuFactor);
        }
    }

    private static Answer pod(Amounts amounts, Map<?, ?> external, Map<?, ?> configKeys) throws Throwable {
        Class<?> utils = Flink.type(KUBERNETES + "utils.KubernetesUtils");
        String method = "getResourceRequirements";
        Object requirements;
        switch (Flink.parameters(utils, method)) {
            case 2:
                requirements = Flink.call(utils, method, amounts.mebibytes, amounts.cpu);
                break;
            case 3:
                requirements = Flink.call(utils, method, amounts.mebibytes, amounts.cpu, external);
                break;
            case 5:
                requirements = Flink.call(utils, method, nothing(utils), amounts.mebibytes, amounts.cpu, external, configKeys);
                break;
            default:
                requirements = Flink.call(utils, method, nothing(utils), amounts.mebibytes, amounts.memoryFactor, amounts.cpu,
                        amounts.cpuFactor, external, configKeys);
        }
        return Answer.part().put("requests", texts(requirements, "getRequests")).put("limits", texts(requirements, "getLimits"));
    }

    /** The resources of a pod template that has none. */
    private static Object nothing(Class<?> utils) throws ReflectiveOperationException {
        for (Method method : utils.getMethods()) {
            if (method.getName().equals("getResourceRequirements")) {
                return method.getParameterTypes()[0].getConstructor().newInstance();
            }
        }
        throw new NoSuchMethodException("getResourceRequirements");
    }

    /** The texts that stand in the pod. */
    private static Map<String, Object> texts(Object requirements, String getter) throws Throwable {
        Map<String, Object> texts = new TreeMap<>();
        for (Map.Entry<?, ?> quantity : ((Map<?, ?>) Flink.call(requirements, getter)).entrySet()) {
            Object format = Flink.call(quantity.getValue(), "getFormat");
            texts.put((String) quantity.getKey(), Flink.call(quantity.getValue(), "getAmount") + (format == null ? "" : (String) format));
        }
        return texts;
    }
}
