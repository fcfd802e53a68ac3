package oracle;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** What a task says to the scheduler that it could use of network memory, 1.14 and later. */
final class ShuffleAnnouncement {

    private ShuffleAnnouncement() {}

    static Object of(Configuration configuration, List<Map<String, Object>> gates, List<Map<String, Object>> partitions) throws Throwable {
        return Flink.call(master(configuration), "computeShuffleMemorySizeForTask", task(gates, partitions));
    }

    /** A task's inputs and outputs; which of them it wants to know differs between releases. */
    private static Object task(List<Map<String, Object>> gates, List<Map<String, Object>> partitions) throws Throwable {
        Map<Object, Object> channels = new LinkedHashMap<>();
        Map<Object, Object> once = new HashMap<>();
        Map<Object, Object> inputTypes = new HashMap<>();
        for (Map<String, Object> gate : gates) {
            Object id = id();
            channels.put(id, gate.get("channels"));
            once.put(id, 1);
            inputTypes.put(id, type(gate));
        }
        Map<Object, Object> subpartitions = new LinkedHashMap<>();
        Map<Object, Object> types = new HashMap<>();
        for (Map<String, Object> partition : partitions) {
            Object id = id();
            subpartitions.put(id, partition.get("subpartitions"));
            types.put(id, type(partition));
        }
        Class<?> descriptor = Flink.type("runtime.shuffle.TaskInputsOutputsDescriptor");
        switch (Flink.parameters(descriptor, "from")) {
            case 3:
                return Flink.call(descriptor, "from", channels, subpartitions, types);
            case 4:
                return Flink.call(descriptor, "from", gates.size(), channels, subpartitions, types);
            default:
                return Flink.call(descriptor, "from", gates.size(), channels, once, subpartitions, inputTypes, types);
        }
    }

    private static Object id() throws ReflectiveOperationException {
        return Flink.type("runtime.jobgraph.IntermediateDataSetID").getConstructor().newInstance();
    }

    private static Object type(Map<String, Object> given) throws Throwable {
        Class<?> types = Flink.type("runtime.io.network.partition.ResultPartitionType");
        for (Method method : types.getMethods()) {
            if (method.getName().equals("valueOf") && method.getParameterCount() == 1) {
                return method.invoke(null, given.get("type"));
            }
        }
        throw new NoSuchMethodException("valueOf");
    }

    /** The master of the shuffle service, which takes the configuration or, from 1.15 on, what holds it. */
    private static Object master(Configuration configuration) throws Throwable {
        Constructor<?> constructor = Flink.type("runtime.shuffle.NettyShuffleMaster").getConstructors()[0];
        Class<?> wanted = constructor.getParameterTypes()[0];
        Object argument = configuration;
        if (wanted != Configuration.class) {
            argument = Proxy.newProxyInstance(wanted.getClassLoader(), new Class<?>[] {wanted},
                    (proxy, method, arguments) -> method.getReturnType() == Configuration.class ? configuration : null);
        }
        try {
            return constructor.newInstance(argument);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
