package oracle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.type.TypeReference;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** One case as it was read: its fields, and the Flink configuration made of them. Which kind reads which field is not known here. */
final class Case {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ALWAYS = Arrays.asList("id", "process");

    private final Map<String, Object> fields;

    private Case(Map<String, Object> fields) {
        this.fields = fields;
    }

    static Case read(String line) throws IOException {
        return new Case(JSON.readValue(line, new TypeReference<LinkedHashMap<String, Object>>() {}));
    }

    String process() {
        return require("process");
    }

    /** Refuses fields that nobody would look at: more likely a misspelling than meant so. */
    void allow(List<String> known) {
        for (String field : fields.keySet()) {
            if (!known.contains(field) && !ALWAYS.contains(field)) {
                throw malformed(field, "is not a field of this process kind");
            }
        }
    }

    /** Whether a resource manager (YARN, Kubernetes, Mesos) starts the process, not a script on a machine of its own. */
    boolean inContainer() {
        String deployment = text("deployment");
        if (deployment != null && !deployment.equals("container")) {
            throw malformed("deployment", "must be container or left out");
        }
        return deployment != null;
    }

    /** The field's text, which must be there. */
    String require(String field) {
        String text = text(field);
        if (text == null) {
            throw malformed(field, "is missing");
        }
        return text;
    }

    /** The field's text, or null where the case does not have it. */
    String text(String field) {
        return value(field, String.class, "must be a text");
    }

    /** The field's number, or null where the case does not have it. */
    Number number(String field) {
        return value(field, Number.class, "must be a number");
    }

    Map<String, String> environment() {
        return map("env", String.class);
    }

    /** Name to text of the files in the configuration folder. */
    Map<String, String> files() {
        return map("files", String.class);
    }

    /** The texts of the field, which is a list; none where the case does not have it. */
    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        List<?> given = value(field, List.class, "must be a list");
        if (given != null) {
            given.forEach(text -> texts.add(scalar(field, text, String.class)));
        }
        return texts;
    }

    /** The fields of the field, which is an object; none where the case does not have it. */
    @SuppressWarnings("unchecked")
    Map<String, Object> object(String field) {
        Map<String, Object> given = value(field, Map.class, "must be an object");
        return given == null ? new LinkedHashMap<>() : given;
    }

    /** The objects of the field, which is a list; none where the case does not have it. */
    @SuppressWarnings("unchecked")
    List<Map<String, Object>> objects(String field) {
        List<Map<String, Object>> given = value(field, List.class, "must be a list");
        return given == null ? new ArrayList<>() : given;
    }

    /** Whether the field says yes; a case without it says no. */
    boolean flag(String field) {
        return Boolean.TRUE.equals(value(field, Boolean.class, "must be true or false"));
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** The entries as they were written: texts, or the numbers and booleans of a typed YAML file. */
    Map<String, Object> entries() {
        return map("config", Object.class);
    }

    /**
     * The entries as Flink holds them after loading. They are put into its map directly, because its setters take either texts or
     * values of the option's own type, while a typed YAML file leaves any scalar there.
     */
    Configuration configuration() throws ReflectiveOperationException {
        return configuration("config");
    }

    /** The same of another field. */
    Configuration configuration(String field) throws ReflectiveOperationException {
        Configuration configuration = new Configuration();
        Flink.<Map<String, Object>>field(configuration, "confData").putAll(map(field, Object.class));
        return configuration;
    }

    private <V> Map<String, V> map(String field, Class<V> type) {
        Map<?, ?> given = value(field, Map.class, "must be an object");
        Map<String, V> map = new LinkedHashMap<>();
        if (given != null) {
            given.forEach((key, value) -> map.put((String) key, scalar(field, value, type)));
        }
        return map;
    }

    private <V> V scalar(String field, Object value, Class<V> type) {
        if (value == null || value instanceof Map || value instanceof List || !type.isInstance(value)) {
            throw malformed(field, "holds something that does not belong there: " + value);
        }
        return type.cast(value);
    }

    private <T> T value(String field, Class<T> type, String complaint) {
        Object value = fields.get(field);
        if (value != null && !type.isInstance(value)) {
            throw malformed(field, complaint);
        }
        return type.cast(value);
    }

    private MalformedCase malformed(String field, String complaint) {
        return new MalformedCase("Case " + fields.get("id") + ": `" + field + "` " + complaint + ".");
    }
}
