package oracle;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.client.deployment.ClusterSpecification;
import org.apache.flink.configuration.Configuration;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/** The containers of a cluster on YARN. What YARN would say of itself is asked; Hadoop's own types are stand-ins beside this program. */
final class YarnContainers implements ProcessKind {

    private static final String YARN = "yarn.";

    @Override
    public List<String> fields() {
        return Arrays.asList("config", "yarn");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        Map<String, Object> cluster = asked.object("yarn");
        answer.putHalf("jobManager", () -> jobManager(asked.configuration(), cluster));
        answer.putHalf("taskManager", () -> taskManager(asked.configuration(), cluster));
    }

    private static int number(Map<String, Object> cluster, String name) {
        return ((Number) cluster.get(name)).intValue();
    }

    private static Answer jobManager(Configuration configuration, Map<String, Object> cluster) throws Throwable {
        Object specification = ClusterSpecifications.of(YARN + "YarnClusterClientFactory", configuration);
        Answer answer = Answer.part();
        answer.put("processMb", Flink.call(specification, "getMasterMemoryMB"));
        answer.put("clientTaskManagerMb", Flink.call(specification, "getTaskManagerMemoryMB"));
        Object validated = validated(configuration, specification, cluster);
        answer.put("containerMb", Flink.call(validated, "getMasterMemoryMB"));
        return answer.put("vcores", option(configuration, "APP_MASTER_VCORES"));
    }

    private static Object option(Configuration configuration, String field) throws Throwable {
        return Flink.call(configuration, "get", (Object) Flink.field(Flink.type(YARN + "configuration.YarnConfigOptions"), field));
    }

    /** What the client checks when it deploys a cluster: cores first, then memory. */
    private static Object validated(Configuration configuration, Object specification, Map<String, Object> cluster) throws Throwable {
        Class<?> type = Flink.type(YARN + "YarnClusterDescriptor");
        Class<?> retriever = Flink.type(YARN + "YarnClusterInformationRetriever");
        Object information = Proxy.newProxyInstance(retriever.getClassLoader(), new Class<?>[] {retriever},
                (proxy, method, arguments) -> number(cluster, "maximumAllocationVcores"));
        MethodHandles.Lookup lookup = ClusterSpecifications.lookup(type);
        MethodType created = MethodType.methodType(
                void.class, Configuration.class, YarnConfiguration.class, YarnClient.class, retriever, boolean.class);
        Object descriptor = lookup.findConstructor(type, created)
                .invoke(configuration, new YarnConfiguration(), new YarnClient(), information, true);
        MethodType ready = MethodType.methodType(void.class, ClusterSpecification.class);
        lookup.findVirtual(type, "isReadyForDeployment", ready).invoke(descriptor, specification);
        Class<?> free = Flink.type(YARN + "YarnClusterDescriptor$ClusterResourceDescription");
        Resource maximum = Resource.newInstance(number(cluster, "maximumAllocationMb"), number(cluster, "maximumAllocationVcores"));
        MethodType resources =
                MethodType.methodType(ClusterSpecification.class, ClusterSpecification.class, int.class, Resource.class, free);
        return lookup.findVirtual(type, "validateClusterResources", resources)
                .invoke(descriptor, specification, number(cluster, "minimumAllocationMb"), maximum, free(free, cluster));
    }

    /** The room on the nodes, of which only the largest is asked for; how wide its numbers are differs between releases. */
    private static Object free(Class<?> type, Map<String, Object> cluster) throws ReflectiveOperationException {
        int largest = number(cluster, "largestNodeMb");
        Constructor<?> constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.getParameterTypes()[0] == int.class
                ? constructor.newInstance(largest, largest, new int[] {largest})
                : constructor.newInstance((long) largest, (long) largest, new long[] {largest});
    }

    private static Answer taskManager(Configuration configuration, Map<String, Object> cluster) throws Throwable {
        Answer answer = Answer.part();
        if (Flink.find(YARN + "entrypoint.YarnWorkerResourceSpecFactory") == null) { // 1.10
            Worker worker = Worker.before(configuration, services -> {
                double own = (Integer) option(services, "VCORES");
                Class<?> utils = Flink.type("runtime.clusterframework.TaskExecutorProcessUtils");
                return ((Number) Flink.call(Flink.call(utils, "getCpuCoresWithFallback", services, own), "getValue")).doubleValue();
            });
            return answer.put("containerMb", worker.mebibytes()).put("vcores", (int) worker.cores());
        }
        Worker worker = Worker.of(YARN + "entrypoint.Yarn", configuration);
        Map<?, ?> external = worker.external("yarn.config-key");
        Resource resource = (Resource) requested(worker, external, cluster).orElse(null);
        answer.put("containerMb", resource == null ? null : resource.getMemorySize());
        answer.put("vcores", resource == null ? null : resource.getVirtualCores());
        worker.putSizes(answer);
        return answer;
    }

    /** The container that is asked for, if one may be that large. */
    private static Optional<?> requested(Worker worker, Map<?, ?> external, Map<String, Object> cluster) throws Throwable {
        int mostMemory = number(cluster, "maximumAllocationMb");
        int mostCores = number(cluster, "maximumAllocationVcores");
        Class<?> type = Flink.find(YARN + "TaskExecutorProcessSpecContainerResourcePriorityAdapter");
        if (type != null) {
            MethodHandles.Lookup lookup = ClusterSpecifications.lookup(type);
            Object adapter = lookup.findConstructor(type, MethodType.methodType(void.class, Resource.class, Map.class))
                    .invoke(Resource.newInstance(mostMemory, mostCores), external);
            MethodType asked = MethodType.methodType(Optional.class, worker.process.getClass());
            Optional<?> found = (Optional<?>) lookup.findVirtual(type, "getPriorityAndResource", asked).invoke(adapter, worker.process);
            return found.isPresent() ? Optional.of(resource(found.get())) : found;
        }
        type = Flink.type(YARN + "WorkerSpecContainerResourceAdapter"); // 1.11
        int memory = number(cluster, "minimumAllocationMb");
        int cores = number(cluster, "minimumAllocationVcores");
        MethodType created = MethodType.methodType(void.class, Configuration.class, int.class, int.class, int.class, int.class, int.class,
                int.class, Map.class);
        MethodHandles.Lookup lookup = ClusterSpecifications.lookup(type);
        Object adapter = lookup.findConstructor(type, created)
                .invoke(worker.configuration, memory, cores, mostMemory, mostCores, memory, cores, external);
        MethodType asked = MethodType.methodType(Optional.class, worker.specification.getClass());
        return (Optional<?>) lookup.findVirtual(type, "tryComputeContainerResource", asked).invoke(adapter, worker.specification);
    }

    private static Object resource(Object pair) throws Throwable {
        MethodHandle getter = ClusterSpecifications.lookup(pair.getClass())
                .findVirtual(pair.getClass(), "getResource", MethodType.methodType(Resource.class));
        return getter.invoke(pair);
    }
}
