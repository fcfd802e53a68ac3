package oracle;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.util.List;

/** The network buffers of a TaskManager, in Flink's own pool, which is only told how many it has and never allocates them. */
final class BufferStock {

    /** What a gate or a partition asks for: a buffer pool, and of a gate exclusive buffers for each channel from elsewhere. */
    static final class Demand {
        private final Object[] pool;
        private final int remote;
        private final int exclusive;

        Demand(Object[] pool, int remote, int exclusive) {
            this.pool = pool;
            this.remote = remote;
            this.exclusive = exclusive;
        }
    }

    private static final String REQUIRED = "numTotalRequiredBuffers";

    private final Object pool;
    private final int perChannel;
    /** 1.10 and 1.11: each request is for as many buffers as a channel has, and precedes the gate's pool. */
    private final boolean isFixed;
    /** 1.11: a channel asks again before it gives the first buffers back. */
    private final boolean asksTwice;

    BufferStock(NetworkBuffers.Settings settings, int segments) throws Throwable {
        Class<?> type = Flink.type("runtime.io.network.buffer.NetworkBufferPool");
        perChannel = settings.number("networkBuffersPerChannel");
        isFixed = Flink.parameters(type, "tryRedistributeBuffers") == 0;
        asksTwice = isFixed && Flink.find("runtime.io.network.partition.consumer.RemoteRecoveredInputChannel") != null;
        pool = isFixed ? create(type, 1, 1, perChannel) : create(type, 1, 1);
        Fields.set(pool, "totalNumberOfMemorySegments", segments);
        Fields.set(pool, "memorySegmentSize", settings.number("networkBufferSize"));
    }

    private static Object create(Class<?> type, Object... numbers) throws Throwable {
        for (Constructor<?> constructor : type.getConstructors()) {
            Class<?>[] types = constructor.getParameterTypes();
            if (types.length == numbers.length && types[types.length - 1] == int.class) {
                try {
                    return constructor.newInstance(numbers);
                } catch (java.lang.reflect.InvocationTargetException e) {
                    throw e.getCause();
                }
            }
        }
        throw new NoSuchMethodException(type.getName());
    }

    /** Sets up equal tasks, one after the other: what is asked when a task is deployed, and then what is asked when it runs. */
    Answer deploy(List<Demand> demands, int tasks) throws Throwable {
        Answer answer = Answer.part();
        int done = 0;
        try {
            for (; done < tasks; done++) {
                for (Demand demand : demands) {
                    if (isFixed) {
                        exclusive(demand.remote);
                    }
                    Flink.call(pool, "createBufferPool", demand.pool);
                }
                for (Demand demand : demands) {
                    run(demand);
                }
            }
        } catch (IOException insufficient) {
            answer.put("message", insufficient.getMessage());
        }
        return answer.put("tasks", done).put("required", Flink.field(pool, REQUIRED));
    }

    private void run(Demand demand) throws Throwable {
        if (!isFixed) {
            for (int channel = 0; channel < demand.remote && demand.exclusive > 0; channel++) {
                Flink.call(pool, "tryRedistributeBuffers", demand.exclusive);
            }
        } else if (asksTwice && demand.remote > 0) {
            Object used = Flink.field(pool, REQUIRED);
            exclusive(1);
            Fields.set(pool, REQUIRED, used);
        }
    }

    private void exclusive(int channels) throws Throwable {
        for (int channel = 0; channel < channels; channel++) {
            Flink.call(pool, "tryRedistributeBuffers");
        }
    }
}
