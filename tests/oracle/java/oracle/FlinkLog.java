package oracle;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What Flink has logged since the last case began: each distinct line once, in order. How SLF4J gets here is in the binding. */
public final class FlinkLog {

    /** Something that may log. */
    interface Action {
        void run() throws Throwable;
    }

    /** Lines that tell of this machine or of loading, not of the configuration asked about: logger, and how the text begins. */
    private static final List<Line> NOISE = Arrays.asList(
            new Line("INFO", "GlobalConfiguration", ""),
            new Line("ERROR", "YamlParserUtils", "Failed to parse YAML configuration"), // which it also throws
            new Line("INFO", "YarnClusterDescriptor", "No path for the flink jar passed."),
            new Line("WARN", "YarnClusterDescriptor", "Neither the HADOOP_CONF_DIR"),
            new Line("INFO", "NetworkBufferPool", "Allocated "), // the pool of `BufferStock` is told its size afterwards
            new Line("INFO", "ExternalResourceUtils", "Enabled external resources: []"));

    private static Set<Line> lines = new LinkedHashSet<>();

    private FlinkLog() {}

    /** Keeps a line of one of Flink's own loggers. */
    public static void keep(String level, String logger, String text) {
        if (logger.startsWith("org.apache.flink.")) {
            lines.add(new Line(level, logger.substring(logger.lastIndexOf('.') + 1), text));
        }
    }

    static void forget() {
        lines.clear();
    }

    /** The lines as "LEVEL Logger: text", without the noise. */
    static List<String> told() {
        List<String> told = new ArrayList<>();
        for (Line line : lines) {
            if (NOISE.stream().noneMatch(line::isLike)) {
                told.add(line.level + " " + line.logger + ": " + line.text);
            }
        }
        return told;
    }

    /** Runs something whose lines do not belong to the case's own and returns their texts. */
    static List<String> apart(Action action) throws Throwable {
        Set<Line> before = lines;
        lines = new LinkedHashSet<>();
        try {
            action.run();
            List<String> texts = new ArrayList<>();
            lines.forEach(line -> texts.add(line.text));
            return texts;
        } finally {
            lines = before;
        }
    }

    private static final class Line {
        private final String level;
        private final String logger;
        private final String text;

        Line(String level, String logger, String text) {
            this.level = level;
            this.logger = logger;
            this.text = text;
        }

        boolean isLike(Line noise) {
            return level.equals(noise.level) && logger.equals(noise.logger) && text.startsWith(noise.text);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Line && fields().equals(((Line) other).fields());
        }

        @Override
        public int hashCode() {
            return fields().hashCode();
        }

        private List<String> fields() {
            return Arrays.asList(level, logger, text);
        }
    }
}
