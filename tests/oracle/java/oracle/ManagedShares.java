package oracle;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.Configuration;

/** A slot's managed memory, shared out among the consumers of a job by their weights. Which consumers there are is asked, not found out. */
final class ManagedShares implements ProcessKind {

    /** What the manager that computes the sizes counts in. Unit: bytes; the sizes do not depend on it. */
    private static final int PAGE_SIZE = 32 * 1024;

    @Override
    public List<String> fields() {
        return Arrays.asList("config", "useCases", "stateBackendUsesManagedMemory", "slotManaged");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        Class<?> utils = Flink.find("runtime.util.config.memory.ManagedMemoryUtils");
        if (utils == null) {
            throw new UnsupportedOperationException("this Flink release has no managed memory consumer weights");
        }
        Set<Object> consumers = new LinkedHashSet<>();
        for (String name : asked.texts("useCases")) {
            consumers.add(consumer(name));
        }
        Object memory = Flink.call(Flink.type("runtime.memory.MemoryManager"), "create", asked.number("slotManaged").longValue(), PAGE_SIZE);
        Answer fractions = Answer.part();
        Answer sizes = Answer.part();
        for (String name : asked.texts("useCases")) {
            double fraction = fraction(utils, asked, consumer(name), consumers);
            fractions.put(name, fraction);
            sizes.put(name, size(memory, fraction));
        }
        answer.put("fractions", fractions).put("sizes", sizes);
    }

    /** From 1.19 on there is a configuration for the job, too, which has no say. */
    private static double fraction(Class<?> utils, Case asked, Object consumer, Set<Object> consumers) throws Throwable {
        Configuration cluster = asked.configuration();
        Optional<Boolean> livesInManaged = Optional.of(asked.flag("stateBackendUsesManagedMemory"));
        ClassLoader loader = ManagedShares.class.getClassLoader();
        String method = "convertToFractionOfSlot";
        return (Double) (Flink.parameters(utils, method) == 7
                ? Flink.call(utils, method, consumer, 1.0, consumers, new Configuration(), cluster, livesInManaged, loader)
                : Flink.call(utils, method, consumer, 1.0, consumers, cluster, livesInManaged, loader));
    }

    /** The size, or why there is none. */
    private static Object size(Object memory, double fraction) throws Throwable {
        try {
            return Flink.call(memory, "computeMemorySize", fraction);
        } catch (IllegalArgumentException refused) {
            return refused.getMessage();
        }
    }

    /** 1.12 calls operators by another name. */
    private static Object consumer(String name) throws ClassNotFoundException {
        for (Object known : Flink.type("core.memory.ManagedMemoryUseCase").getEnumConstants()) {
            String itsName = ((Enum<?>) known).name();
            if (itsName.equals(name) || itsName.equals("BATCH_OP") && name.equals("OPERATOR")) {
                return known;
            }
        }
        throw new MalformedCase("This release knows no consumer '" + name + "'.");
    }
}
