package oracle;

import java.util.Collections;
import java.util.Map;

/** Runs a case under its own environment variables. Flink reads them with System.getenv, so the JVM's own copy is changed. */
final class Environment {

    /** Something that yields an answer unless Flink throws. */
    interface Question {
        Answer ask() throws Throwable;
    }

    private Environment() {}

    /** The answer under these variables; what Flink throws becomes the answer, but a case that cannot be asked stays an error. */
    static Answer with(Map<String, String> variables, Question question) {
        Map<String, String> ours = variables.isEmpty() ? Collections.emptyMap() : ownCopy();
        ours.putAll(variables);
        try {
            return question.ask();
        } catch (MalformedCase malformed) {
            throw malformed;
        } catch (Throwable thrown) {
            return Answer.failure(thrown);
        } finally {
            ours.keySet().removeAll(variables.keySet());
        }
    }

    /** The map behind the unmodifiable one that System.getenv hands out. */
    private static Map<String, String> ownCopy() {
        try {
            return Flink.field(System.getenv(), "m");
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JVM keeps its environment elsewhere", e);
        }
    }
}
