package oracle;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** One option by itself: whether Flink can read what is configured for it, be it that a process of ours comes to read it or not. */
final class OptionValue implements ProcessKind {

    @Override
    public List<String> fields() {
        return Arrays.asList("config", "key");
    }

    @Override
    public void answer(Case asked, Answer answer) throws Throwable {
        String key = asked.require("key");
        ConfigOption<?> option = OptionTable.find(key);
        if (option == null) {
            throw new MalformedCase("This release declares no option '" + key + "'.");
        }
        asked.configuration().get(option);
    }
}
