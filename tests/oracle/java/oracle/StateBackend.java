package oracle;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;

/** The memory of RocksDB or ForSt: what its instances share, and how that is divided. The memory that is managed is asked, not derived. */
final class StateBackend implements ProcessKind {

    /** What both make of a write buffer where nobody says how large it is. Unit: bytes. */
    private static final long WRITE_BUFFER_SIZE = 64L << 20;

    private final String name;

    /** The backend by the name that its classes begin with. */
    StateBackend(String name) {
        this.name = name;
    }

    @Override
    public List<String> fields() {
        return Arrays.asList("config", "totalMemory", "sharing", "taskManagerConfig", "writeBufferSize");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        String prefix = prefix();
        if (prefix == null) {
            throw new UnsupportedOperationException("this Flink release has no " + name + " state backend");
        }
        Class<?> type = Flink.type(prefix + "MemoryConfiguration");
        Object settings = Flink.call(type, "fromOtherAndConfiguration", type.getConstructor().newInstance(), asked.configuration());
        Flink.call(settings, "validate");
        answer.put("usingManagedMemory", Flink.call(settings, "isUsingManagedMemory"));
        answer.put("usingFixedMemoryPerSlot", Flink.call(settings, "isUsingFixedMemoryPerSlot"));
        MemorySize fixed = (MemorySize) Flink.call(settings, "getFixedMemoryPerSlot");
        Shared shared = new Shared(settings, fixed != null ? fixed.getBytes() : asked.number("totalMemory").longValue());
        if (asked.flag("sharing")) {
            shared = shared(prefix, shared, asked, answer);
        }
        if (shared != null) {
            divide(prefix, shared, asked, answer);
        }
    }

    /** Memory and the settings that it is divided by. */
    private static final class Shared {
        final Object settings;
        final long size;

        Shared(Object settings, long size) {
            this.settings = settings;
            this.size = size;
        }
    }

    /** Where its classes are, whose package changed in 2.0; null where the release does not have it. */
    private String prefix() {
        for (String place : Arrays.asList("state." + name.toLowerCase(), "contrib.streaming.state")) {
            if (Flink.find(place + "." + name + "MemoryConfiguration") != null) {
                return place + "." + name;
            }
        }
        return null;
    }

    /** What is shared, and by whom; null for nothing. Up to 1.16 no class decides it, but two questions that are asked in this order. */
    private static Shared shared(String prefix, Shared ofJob, Case asked, Answer answer) throws Throwable {
        Class<?> factories = Flink.find(prefix + "SharedResourcesFactory");
        if (factories == null) {
            boolean isFixed = (Boolean) Flink.call(ofJob.settings, "isUsingFixedMemoryPerSlot");
            boolean isShared = isFixed || (Boolean) Flink.call(ofJob.settings, "isUsingManagedMemory");
            String factory = isFixed ? "SLOT_SHARED_UNMANAGED" : "SLOT_SHARED_MANAGED";
            answer.put("shared", decision(isShared ? factory : null, isShared ? "SLOT" : null));
            return isShared ? ofJob : null;
        }
        Object environment = environment(asked.has("taskManagerConfig") ? asked.configuration("taskManagerConfig") : asked.configuration());
        Enum<?> factory = (Enum<?>) Flink.call(factories, "from", ofJob.settings, environment);
        if (factory == null) {
            answer.put("shared", decision(null, null));
            return null;
        }
        Enum<?> scope = Flink.field(factory, "shareScope");
        answer.put("shared", decision(factory.name(), scope.name()));
        Object settings = Flink.call(scope, "getConfiguration", ofJob.settings, environment);
        boolean isOfTaskManager = scope.name().equals("TM");
        return new Shared(settings, isOfTaskManager ? (Long) Flink.call(factories, "getTmSharedMemorySize", environment) : ofJob.size);
    }

    private static Answer decision(String factory, String scope) {
        return Answer.part().put("factory", factory).put("scope", scope);
    }

    /** A task's environment of which nothing is asked but the configuration of its TaskManager. */
    private static Object environment(Configuration taskManager) throws ClassNotFoundException {
        Object info = answering(Flink.type("runtime.taskmanager.TaskManagerRuntimeInfo"), taskManager);
        return answering(Flink.type("runtime.execution.Environment"), info);
    }

    private static Object answering(Class<?> type, Object answer) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> answer);
    }

    private void divide(String prefix, Shared shared, Case asked, Answer answer) throws Throwable {
        Class<?> utils = Flink.type(prefix + "MemoryControllerUtils");
        double ratio = (Double) Flink.call(shared.settings, "getWriteBufferRatio");
        answer.put("effectiveMemory", shared.size).put("writeBufferRatio", ratio);
        answer.put("highPriorityPoolRatio", Flink.call(shared.settings, "getHighPriorityPoolRatio"));
        answer.put("cacheCapacity", Flink.call(utils, "calculateActualCacheCapacity", shared.size, ratio));
        long capacity = (Long) Flink.call(utils, "calculateWriteBufferManagerCapacity", shared.size, ratio);
        answer.put("writeBufferManagerCapacity", capacity);
        if (Flink.has(utils, "calculate" + name + "DefaultArenaBlockSize")) {
            Number given = asked.number("writeBufferSize");
            long size = given != null ? given.longValue() : WRITE_BUFFER_SIZE;
            answer.put("arenaBlockSize", Flink.call(utils, "calculate" + name + "DefaultArenaBlockSize", size));
            answer.put("mutableLimit", Flink.call(utils, "calculate" + name + "MutableLimit", capacity));
            answer.put("arenaFits", Flink.call(Flink.type(prefix + "OperationUtils"), "sanityCheckArenaBlockSize", size, 0L, capacity));
        }
    }
}
