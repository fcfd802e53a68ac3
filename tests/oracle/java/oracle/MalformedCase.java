package oracle;

/** A case that cannot be asked, because a field is unknown, missing or of the wrong type. Never an answer: Flink has not seen it. */
final class MalformedCase extends RuntimeException {

    private static final long serialVersionUID = 1L;

    MalformedCase(String complaint) {
        super(complaint);
    }
}
