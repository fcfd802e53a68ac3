package oracle;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a starting process reads: its configuration folder and the arguments on top. What is worked out of it is asked elsewhere. */
final class Loading implements ProcessKind {

    /** What stands for the temporary configuration folder in everything that goes out. */
    private static final String FOLDER = "<conf>";

    private final Path folder;

    Loading() throws IOException {
        folder = Files.createTempDirectory("oracle-conf");
        folder.toFile().deleteOnExit();
    }

    @Override
    public List<String> fields() {
        return Arrays.asList("files", "args");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        try {
            for (Map.Entry<String, String> file : asked.files().entrySet()) {
                Files.write(folder.resolve(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
            }
            List<String> arguments = new ArrayList<>(Arrays.asList("--configDir", folder.toString()));
            arguments.addAll(asked.texts("args"));
            put(answer, loaded(arguments.toArray(new String[0])));
        } finally {
            empty(folder);
            forgetTheFile();
        }
    }

    /** In 1.19 and 1.20 the file that was read last decides how later questions are read; each is to be asked as in a process of its own. */
    private static void forgetTheFile() throws ReflectiveOperationException {
        for (Method method : Flink.type("configuration.GlobalConfiguration").getMethods()) {
            if (method.getName().equals("setStandardYaml")) {
                method.invoke(null, true);
            }
        }
    }

    @Override
    public String withoutMachine(String text) {
        return text.replace(folder.toString(), FOLDER);
    }

    /** The way of the start scripts; up to 1.10 only the TaskManager itself does it. */
    private static Map<String, Object> loaded(String[] arguments) throws Throwable {
        Class<?> loader = Flink.find("runtime.util.bash.FlinkConfigLoader");
        if (loader == null) {
            loader = Flink.type("runtime.taskexecutor.TaskManagerRunner");
        }
        return Flink.field(Flink.call(loader, "loadConfiguration", (Object) arguments), "confData");
    }

    /** Flink's map has no order of its own, so the keys are sorted. A text is the type that goes without saying. */
    private static void put(Answer answer, Map<String, Object> loaded) {
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> types = new LinkedHashMap<>();
        new TreeMap<>(loaded).forEach((key, value) -> {
            texts.put(key, String.valueOf(value));
            if (!(value instanceof String)) {
                types.put(key, value.getClass().getSimpleName());
            }
        });
        answer.put("config", texts);
        if (!types.isEmpty()) {
            answer.put("types", types);
        }
    }

    private static void empty(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }
}
