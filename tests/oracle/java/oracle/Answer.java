package oracle;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.flink.configuration.MemorySize;

/** One answer, or a part of one, as ordered fields: what Flink worked out, or how it failed. It asks Flink nothing itself. */
final class Answer {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    private Answer() {}

    /** An answer to fill with what Flink works out. */
    static Answer success() {
        return part().put("ok", true);
    }

    /** A part of an answer, which says nothing about success by itself. */
    static Answer part() {
        return new Answer();
    }

    /** The answer to a case that Flink refuses. */
    static Answer failure(Throwable thrown) {
        Answer answer = part().put("ok", false).putThrown(thrown);
        List<String> causes = causes(thrown);
        if (!causes.isEmpty() && repeats(thrown, thrown.getCause())) {
            causes.remove(0);
        }
        return answer.putUnlessEmpty("cause", causes);
    }

    /** How a part failed while the rest of the answer stands; here the whole chain of causes is kept. */
    static Answer failedPart(Throwable thrown) {
        return part().putThrown(thrown).putUnlessEmpty("cause", causes(thrown));
    }

    Map<String, Object> fields() {
        return fields;
    }

    Answer put(String field, Object value) {
        fields.put(field, value instanceof Answer ? ((Answer) value).fields : value);
        return this;
    }

    /** A part that may fail while the rest of the answer stands; nothing is put where it finds nothing. */
    interface Part {
        Object find() throws Throwable;
    }

    /** What a part finds, or how it fails, with the whole chain of causes. */
    Answer putPart(String field, Part part) {
        return putPart(field, part, Answer::failedPart);
    }

    /** One of two halves of an answer; how it fails is told as for a whole one. */
    Answer putHalf(String field, Part part) {
        return putPart(field, part, thrown -> {
            Answer failure = failure(thrown);
            failure.fields.remove("ok");
            return failure;
        });
    }

    private Answer putPart(String field, Part part, Function<Throwable, Answer> failed) {
        try {
            Object found = part.find();
            return found == null ? this : put(field, found);
        } catch (Throwable thrown) {
            return put(field, part().put("error", failed.apply(thrown)));
        }
    }

    Answer putUnlessEmpty(String field, Collection<?> values) {
        return values.isEmpty() ? this : put(field, values);
    }

    /** This answer with each of its texts, at whatever depth, as the change makes it. */
    Answer withTexts(UnaryOperator<String> change) {
        fields.replaceAll((name, value) -> changed(value, change));
        return this;
    }

    private static Object changed(Object value, UnaryOperator<String> change) {
        if (value instanceof String) {
            return change.apply((String) value);
        } else if (value instanceof List) {
            List<Object> list = new ArrayList<>((List<?>) value);
            list.replaceAll(item -> changed(item, change));
            return list;
        } else if (value instanceof Map) {
            Map<Object, Object> map = new LinkedHashMap<>((Map<?, ?>) value);
            map.replaceAll((name, item) -> changed(item, change));
            return map;
        }
        return value;
    }

    /** The size in bytes that a getter of Flink's returns. */
    Answer putBytes(String field, Object of, String getter) throws Throwable {
        return put(field, ((MemorySize) Flink.call(of, getter)).getBytes());
    }

    /** The number of cores that a getter of Flink's returns as a resource. */
    Answer putCores(String field, Object of, String getter) throws Throwable {
        return put(field, ((Number) Flink.call(Flink.call(of, getter), "getValue")).doubleValue());
    }

    private Answer putThrown(Throwable thrown) {
        return put("exception", thrown.getClass().getSimpleName()).put("message", thrown.getMessage());
    }

    private static List<String> causes(Throwable thrown) {
        List<String> causes = new ArrayList<>();
        for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
            causes.add(cause.getClass().getSimpleName() + ": " + cause.getMessage());
        }
        return causes;
    }

    /** Flink often rethrows with a prefix; such a first cause says nothing that the message does not say. */
    private static boolean repeats(Throwable thrown, Throwable cause) {
        return thrown.getMessage() != null && thrown.getMessage().endsWith(String.valueOf(cause.getMessage()));
    }
}
