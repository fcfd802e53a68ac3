package oracle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a release's own start script calls Java with. The script runs in an installation that is made for it, with a Java that only writes
 * its arguments down; where the script itself asks a program of Flink's, the real Java answers.
 */
final class StartScripts implements ProcessKind {

    private static final int MOST_SECONDS = 60;

    private final Path release;

    StartScripts(Path release) {
        this.release = release;
    }

    @Override
    public List<String> fields() {
        return Arrays.asList("command", "files", "env", "java");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        List<String> command = asked.texts("command");
        if (!Files.exists(release.resolve("bin").resolve(command.get(0)))) {
            throw new UnsupportedOperationException("this Flink release has no " + command.get(0));
        }
        Path home = Files.createTempDirectory("flink");
        try {
            install(home, asked);
            answer.put("call", called(home, command, asked.environment()));
        } finally {
            remove(home);
        }
    }

    private void install(Path home, Case asked) throws IOException {
        for (String folder : Arrays.asList("bin", "lib", "conf", "log", "pid", "opt", "plugins", "jdk/bin")) {
            Files.createDirectories(home.resolve(folder));
        }
        for (Path jar : listed(release.resolve("lib"))) {
            Files.createSymbolicLink(home.resolve("lib").resolve(jar.getFileName()), jar);
        }
        for (Path script : listed(release.resolve("bin"))) {
            Path copy = home.resolve("bin").resolve(script.getFileName());
            Files.copy(script, copy, StandardCopyOption.COPY_ATTRIBUTES);
            copy.toFile().setExecutable(true);
        }
        for (Map.Entry<String, String> file : asked.files().entrySet()) {
            Files.write(home.resolve("conf").resolve(file.getKey()), file.getValue().getBytes(StandardCharsets.UTF_8));
        }
        String version = asked.text("java");
        Path java = home.resolve("jdk/bin/java");
        Files.write(java, pretended(home, version == null ? "17" : version));
        java.toFile().setExecutable(true);
    }

    /** A Java of that version, which answers what scripts ask of its version and writes down with what it is called. */
    private static List<String> pretended(Path home, String version) {
        boolean isOld = version.length() == 1;
        String specification = isOld ? "1." + version : version;
        String real = System.getProperty("java.home") + "/bin/java";
        return Arrays.asList(
                "#!/usr/bin/env bash",
                "for word in \"$@\"; do",
                "    case $word in",
                "        -version) echo 'openjdk version \"" + specification + ".0" + (isOld ? "_1" : ".1") + "\"' >&2; exit ;;",
                "        -XshowSettings:properties) echo '    java.specification.version = " + specification + "' >&2; exit ;;",
                "        *BashJavaUtils) exec " + real + " -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \"$@\" ;;",
                "    esac",
                "done",
                "printf '%s\\n' \"$@\" > " + home + "/unfinished",
                "mv " + home + "/unfinished " + home + "/called",
                "sleep 0.3"); // a script looks whether its daemon is still there
    }

    /** The words of the call. A daemon goes on in the background, so what it is called with comes a moment later. */
    private static List<String> called(Path home, List<String> command, Map<String, String> environment) throws Exception {
        List<String> words = new ArrayList<>(command);
        words.set(0, home.resolve("bin").resolve(command.get(0)).toString());
        words.add(0, "bash");
        Path output = home.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        Map<String, String> variables = builder.environment();
        String path = variables.get("PATH");
        variables.clear();
        variables.put("PATH", path);
        variables.put("JAVA_HOME", home.resolve("jdk").toString());
        variables.put("HOSTNAME", "host");
        variables.put("FLINK_IDENT_STRING", "user");
        variables.put("FLINK_PID_DIR", home.resolve("pid").toString());
        variables.putAll(environment);
        Process script = builder.start();
        if (!script.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
            script.destroyForcibly();
            throw new IOException(command.get(0) + " does not end");
        }
        Path called = home.resolve("called");
        for (int tries = 0; tries < 50 && script.exitValue() == 0 && !Files.exists(called); tries++) {
            Thread.sleep(100);
        }
        if (!Files.exists(called)) {
            throw new ScriptFailure(script.exitValue(), withoutFrames(Files.readAllLines(output)).replace(home.toString(), "<home>"));
        }
        List<String> call = Files.readAllLines(called).stream().map(word -> word.replace(home.toString(), "<home>")).collect(Collectors.toList());
        int classPath = call.indexOf("-classpath") + 1;
        call.set(classPath, "<classpath>");
        return call;
    }

    /** What was printed, without Java's stack and without what Java says of reflection. */
    private static String withoutFrames(List<String> lines) {
        return lines.stream()
                .filter(line -> !line.startsWith("\tat ") && !line.startsWith("\t... ") && !line.contains("sun.reflect.Reflection"))
                .collect(Collectors.joining("\n"))
                .trim();
    }

    private static List<Path> listed(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.collect(Collectors.toList());
        }
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        }
    }

    /** A script that gave up before it called Java. */
    private static final class ScriptFailure extends Exception {

        private static final long serialVersionUID = 1L;

        ScriptFailure(int status, String printed) {
            super("exit " + status + "\n" + printed);
        }
    }
}
