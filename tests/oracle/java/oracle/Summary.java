package oracle;

/** The "Final ... Memory configuration" block that the start scripts print from 1.11 on. */
final class Summary {

    private Summary() {}

    /** Puts the lines that the named method of BashJavaUtils logs; before 1.11 there is no such block. */
    static void put(Answer answer, String method, Object process) throws Throwable {
        Class<?> utils = Flink.find("runtime.util.bash.BashJavaUtils");
        if (utils != null) {
            answer.put("summary", FlinkLog.apart(() -> Flink.call(utils, method, process)));
        }
    }
}
