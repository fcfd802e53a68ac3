package oracle;

import java.util.Arrays;
import java.util.List;
import org.apache.flink.configuration.MemorySize;

/** Flink's MemorySize by itself: reading a text, taking a share of it, dividing and printing it. */
final class SizeArithmetic implements ProcessKind {

    @Override
    public List<String> fields() {
        return Arrays.asList("text", "fraction", "divide");
    }

    @Override
    public void answer(Case asked, Answer answer) {
        MemorySize size = MemorySize.parse(asked.require("text"));
        String fraction = asked.text("fraction");
        if (fraction != null) {
            putShares(answer, size, Float.parseFloat(fraction));
        }
        Number divisor = asked.number("divide");
        if (divisor != null) {
            answer.put("divided", size.divide(divisor.longValue()).getBytes());
        }
        answer.put("bytes", size.getBytes());
        answer.put("string", size.toString());
        answer.put("human", size.toHumanReadableString());
    }

    /** A fraction option is a float that the derivation widens, hence the parameter's type. */
    private static void putShares(Answer answer, MemorySize size, double fraction) {
        double inverse = fraction / (1.0 - fraction);
        answer.put("asDouble", fraction);
        answer.put("inverseAsDouble", inverse);
        answer.put("multiplied", size.multiply(fraction).getBytes());
        answer.put("multipliedInverse", size.multiply(inverse).getBytes());
    }
}
