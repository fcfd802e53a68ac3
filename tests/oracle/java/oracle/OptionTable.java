package oracle;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.configuration.ConfigOption;

/** Every option that the release declares in the classes that memory depends on; which of them the project keeps is decided elsewhere. */
final class OptionTable {

    /** Where two classes declare the same key, the later one counts. */
    private static final List<String> HOLDERS = Arrays.asList(
            "configuration.TaskManagerOptions",
            "configuration.TaskManagerOptionsInternal",
            "configuration.JobManagerOptions",
            "configuration.NettyShuffleEnvironmentOptions",
            "configuration.ResourceManagerOptions",
            "configuration.CheckpointingOptions",
            "configuration.StateBackendOptions",
            "contrib.streaming.state.RocksDBOptions",
            "contrib.streaming.state.RocksDBConfigurableOptions",
            "state.rocksdb.RocksDBOptions",
            "state.rocksdb.RocksDBConfigurableOptions",
            "state.forst.ForStOptions",
            "state.forst.ForStConfigurableOptions",
            "kubernetes.configuration.KubernetesConfigOptions",
            "yarn.configuration.YarnConfigOptions",
            "configuration.ClusterOptions",
            "configuration.ExternalResourceOptions",
            "configuration.ExecutionOptions",
            "configuration.CoreOptions");

    private OptionTable() {}

    /** The options by key, in the order of the keys. */
    static Map<String, Object> read() throws ReflectiveOperationException {
        Map<String, Object> options = new TreeMap<>();
        for (String name : HOLDERS) {
            Class<?> holder = Flink.find(name);
            if (holder != null) {
                readHolder(holder, options);
            }
        }
        return options;
    }

    /** The option of this key, or null where the release declares none. */
    static ConfigOption<?> find(String key) throws ReflectiveOperationException {
        ConfigOption<?> found = null;
        for (String name : HOLDERS) {
            Class<?> holder = Flink.find(name);
            if (holder != null) {
                for (Field field : declared(holder)) {
                    ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                    found = option.key().equals(key) ? option : found;
                }
            }
        }
        return found;
    }

    private static void readHolder(Class<?> holder, Map<String, Object> options) throws ReflectiveOperationException {
        for (Field field : declared(holder)) {
            ConfigOption<?> option = (ConfigOption<?>) field.get(null);
            options.put(option.key(), describe(field, option));
        }
    }

    private static List<Field> declared(Class<?> holder) {
        List<Field> fields = new ArrayList<>();
        for (Field field : holder.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                field.setAccessible(true);
                fields.add(field);
            }
        }
        return fields;
    }

    private static Map<String, Object> describe(Field field, ConfigOption<?> option) throws ReflectiveOperationException {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("type", Flink.<Class<?>>field(option, "clazz").getSimpleName());
        described.put("default", option.hasDefaultValue() ? String.valueOf(option.defaultValue()) : null);
        described.put("fallbackKeys", fallbackKeys(option));
        described.put("deprecated", field.isAnnotationPresent(Deprecated.class));
        described.put("class", field.getDeclaringClass().getSimpleName());
        described.put("field", field.getName());
        described.put("toString", option.toString());
        return described;
    }

    private static List<Object> fallbackKeys(ConfigOption<?> option) throws ReflectiveOperationException {
        List<Object> keys = new ArrayList<>();
        for (Object fallback : option.fallbackKeys()) {
            Map<String, Object> key = new LinkedHashMap<>();
            key.put("key", Flink.field(fallback, "key"));
            key.put("deprecated", Flink.field(fallback, "isDeprecated"));
            keys.add(key);
        }
        return keys;
    }
}
