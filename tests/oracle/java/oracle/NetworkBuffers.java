package oracle;

import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.runtime.io.network.partition.ResultPartitionType;

/**
 * What the gates and partitions of a task take of a TaskManager's network buffers. Flink's own factories ask for their pools; what they
 * ask is kept, and answered by nothing. Whether tasks fit is asked of a real pool, in {@link BufferStock}.
 */
final class NetworkBuffers implements ProcessKind {

    private static final String NETWORK = "runtime.io.network.partition.";

    /** The getters of the settings by the name of the answer's field; a release has those that it knows. */
    private static final String[][] SETTINGS = {
        {"segmentSize", "networkBufferSize"},
        {"buffersPerChannel", "networkBuffersPerChannel"},
        {"floatingBuffersPerGate", "floatingNetworkBuffersPerGate"},
        {"maxRequiredBuffersPerGate", "maxRequiredBuffersPerGate"},
        {"maxBuffersPerChannel", "getMaxBuffersPerChannel"},
        {"sortShuffleMinBuffers", "sortShuffleMinBuffers"},
        {"sortShuffleMinParallelism", "sortShuffleMinParallelism"},
        {"maxOverdraftBuffersPerGate", "getMaxOverdraftBuffersPerGate"},
    };

    @Override
    public List<String> fields() {
        return Arrays.asList("config", "gates", "partitions", "edges", "networkMemory", "tasks");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        edges(asked, answer);
        Number memory = asked.number("networkMemory");
        Settings settings = new Settings(asked.configuration(), memory == null ? 0 : memory.longValue());
        answer.put("settings", settings.known());
        int segments = settings.number("numNetworkBuffers");
        if (memory != null) {
            answer.put("segments", segments);
        }
        List<BufferStock.Demand> demands = new ArrayList<>();
        answer.put("gateBuffers", gates(asked, settings, demands));
        answer.put("partitionBuffers", partitions(asked, settings, demands));
        answer.putPart("announced", () -> announced(asked, settings));
        if (memory != null && segments > 0) {
            int tasks = asked.has("tasks") ? asked.number("tasks").intValue() : 1;
            answer.putPart("deployed", () -> new BufferStock(settings, segments).deploy(demands, tasks));
        }
    }

    /** How many channels and subpartitions there are between producers and consumers, which a function says from 1.14 on. */
    private static void edges(Case asked, Answer answer) throws Throwable {
        Class<?> utils = Flink.find("runtime.executiongraph.EdgeManagerBuildUtil");
        String method = "computeMaxEdgesToTargetExecutionVertex";
        if (!asked.has("edges") || utils == null || !Flink.has(utils, method)) {
            return;
        }
        List<Object> counts = new ArrayList<>();
        for (Map<String, Object> edge : asked.objects("edges")) {
            Object pattern = constant("runtime.jobgraph.DistributionPattern", edge.get("pattern"));
            Object channels = Flink.call(utils, method, edge.get("target"), edge.get("source"), pattern);
            Object subpartitions = Flink.call(utils, method, edge.get("source"), edge.get("target"), pattern);
            counts.add(Answer.part().put("channels", channels).put("subpartitions", subpartitions).fields());
        }
        answer.put("edgeCounts", counts);
    }

    private static Object constant(String type, Object name) throws ClassNotFoundException {
        for (Object constant : Flink.type(type).getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new MalformedCase("This release has no " + name + " among its " + type + ".");
    }

    private static ResultPartitionType type(Map<String, Object> given) throws ClassNotFoundException {
        return (ResultPartitionType) constant(NETWORK + "ResultPartitionType", given.get("type"));
    }

    private static List<Object> gates(Case asked, Settings settings, List<BufferStock.Demand> demands) throws Throwable {
        List<Object> answers = new ArrayList<>();
        for (Map<String, Object> gate : asked.objects("gates")) {
            int channels = (Integer) gate.get("channels");
            int remote = (Integer) gate.getOrDefault("remote", channels);
            int exclusive = settings.number("networkBuffersPerChannel");
            int floating = settings.number("floatingNetworkBuffersPerGate");
            Class<?> factory = Flink.type(NETWORK + "consumer.SingleInputGateFactory");
            Class<?> specs = Flink.find(NETWORK + "consumer.InputGateSpecUtils");
            PoolRequests requests = new PoolRequests();
            String method = "createBufferPoolFactory";
            if (specs != null) {
                List<Object> arguments = new ArrayList<>(
                        Arrays.asList(settings.get("maxRequiredBuffersPerGate"), exclusive, floating, type(gate), channels));
                if (Flink.parameters(specs, "createGateBuffersSpec") > arguments.size()) {
                    arguments.add(settings.isTiered());
                }
                Object spec = Flink.call(specs, "createGateBuffersSpec", arguments.toArray());
                exclusive = (Integer) Flink.call(spec, "getEffectiveExclusiveBuffersPerChannel");
                Object required = Flink.call(spec, "getRequiredFloatingBuffers");
                requests.ask(Flink.call(factory, method, requests.factory(), required, Flink.call(spec, "getTotalFloatingBuffers")));
            } else if (Flink.parameters(factory, method) == 2) {
                requests.ask(Flink.call(factory, method, requests.factory(), floating));
            } else {
                requests.ask(Flink.call(factory, method, requests.factory(), exclusive, floating, channels, type(gate)));
            }
            demands.add(new BufferStock.Demand(requests.arguments(), remote, exclusive));
            answers.add(Answer.part()
                    .put("exclusivePerChannel", exclusive)
                    .put("exclusive", exclusive * remote)
                    .put("floatingRequired", requests.arguments()[0])
                    .put("floatingMax", requests.arguments()[1])
                    .fields());
        }
        return answers;
    }

    private static List<Object> partitions(Case asked, Settings settings, List<BufferStock.Demand> demands) throws Throwable {
        List<Object> answers = new ArrayList<>();
        List<BufferStock.Demand> ofPartitions = new ArrayList<>();
        for (Map<String, Object> partition : asked.objects("partitions")) {
            PoolRequests requests = new PoolRequests();
            Object factory = settings.partitionFactory(requests.factory());
            requests.ask(Flink.call(factory, "createBufferPoolFactory", partition.get("subpartitions"), type(partition)));
            ofPartitions.add(new BufferStock.Demand(requests.arguments(), 0, 0));
            List<Integer> numbers = new ArrayList<>();
            for (Object argument : requests.arguments()) {
                if (argument instanceof Integer) { // 1.10 and 1.11 also hand on who owns the pool
                    numbers.add((Integer) argument);
                }
            }
            Answer answer = Answer.part().put("min", numbers.get(0)).put("max", numbers.get(1));
            if (numbers.size() > 3) {
                answer.put("maxPerSubpartition", numbers.get(3));
            }
            if (numbers.size() > 4) {
                answer.put("overdraft", numbers.get(4));
            }
            answers.add(answer.fields());
        }
        demands.addAll(0, ofPartitions); // a task sets up what it writes before what it reads
        return answers;
    }

    /** What the scheduler of fine-grained resources is told, from 1.14 on. */
    private static Object announced(Case asked, Settings settings) throws Throwable {
        if (Flink.find("runtime.shuffle.TaskInputsOutputsDescriptor") == null) {
            return null;
        }
        Object size = ShuffleAnnouncement.of(asked.configuration(), asked.objects("gates"), asked.objects("partitions"));
        long bytes = ((MemorySize) size).getBytes();
        return Answer.part().put("buffers", bytes / settings.number("networkBufferSize")).put("bytes", bytes);
    }

    /** The settings of the network stack, and the factory of partitions that follows them. */
    static final class Settings {

        private final Object settings;

        Settings(Configuration configuration, long memory) throws Throwable {
            Class<?> type = Flink.type("runtime.taskmanager.NettyShuffleEnvironmentConfiguration");
            Object size = new MemorySize(memory);
            settings = Flink.call(type, "fromConfiguration", configuration, size, true, InetAddress.getLoopbackAddress());
        }

        Object get(String getter) throws Throwable {
            return Flink.call(settings, getter);
        }

        int number(String getter) throws Throwable {
            return (Integer) get(getter);
        }

        private boolean has(String getter) {
            return Flink.has(settings.getClass(), getter);
        }

        boolean isTiered() throws Throwable {
            return has("getTieredStorageConfiguration") && get("getTieredStorageConfiguration") != null;
        }

        Answer known() throws Throwable {
            Answer known = Answer.part();
            for (String[] setting : SETTINGS) {
                if (has(setting[1])) {
                    Object value = get(setting[1]);
                    known.put(setting[0], value instanceof Optional ? ((Optional<?>) value).orElse(null) : value);
                }
            }
            return has("getTieredStorageConfiguration") ? known.put("tieredStorage", isTiered()) : known;
        }

        /** A factory whose numbers are these settings, by the names of its fields, and whose pool is the given one. */
        Object partitionFactory(Object pools) throws Throwable {
            Object tiers = isTiered() ? tiers() : null;
            return Fields.fill(Flink.type(NETWORK + "ResultPartitionFactory"), (name, type) -> {
                switch (name) {
                    case "bufferPoolFactory":
                        return pools;
                    case "tieredStorage":
                        return Optional.ofNullable(tiers);
                    case "tieredResultPartitionFactory":
                        return tiers;
                    case "configuredNetworkBuffersPerChannel":
                        return get("networkBuffersPerChannel");
                    default:
                        return type == int.class ? ofGetter(name) : null;
                }
            });
        }

        private Object ofGetter(String name) throws Throwable {
            String getter = "get" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
            return has(name) ? get(name) : has(getter) ? get(getter) : null;
        }

        private Object tiers() throws Throwable {
            String hybrid = NETWORK + "hybrid.tiered.";
            Object registry = Flink.type(hybrid + "storage.TieredStorageResourceRegistry").getConstructor().newInstance();
            Object netty = Flink.type(hybrid + "netty.TieredStorageNettyServiceImpl").getConstructors()[0].newInstance(registry);
            Class<?> factory = Flink.type(hybrid + "shuffle.TieredResultPartitionFactory");
            return factory.getConstructors()[0].newInstance(get("getTieredStorageConfiguration"), netty, registry);
        }
    }

    /** Stands where a TaskManager's pool stands, and keeps with which arguments it is asked for a buffer pool. */
    private static final class PoolRequests {

        private Object[] arguments;

        Object factory() throws ClassNotFoundException {
            Class<?> type = Flink.type("runtime.io.network.buffer.BufferPoolFactory");
            return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, given) -> {
                arguments = given;
                return null;
            });
        }

        /** Lets a supplier of pools ask for one; in 1.10 and 1.11 it wants to know who owns it. */
        void ask(Object supplier) throws Throwable {
            if (Flink.has(supplier.getClass(), "get")) {
                Flink.call(supplier, "get");
            } else {
                Flink.call(supplier, "apply", new Object[] {null});
            }
        }

        Object[] arguments() {
            return arguments;
        }
    }
}
