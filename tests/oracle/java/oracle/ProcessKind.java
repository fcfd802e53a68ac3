package oracle;

import java.util.List;

/** One kind of question, such as the memory of a TaskManager; each kind is a class of its own beside this file. */
interface ProcessKind {

    /** The fields of a case that this kind looks at, beside its id and process. */
    List<String> fields();

    /** Asks Flink and puts what it says into the answer; whatever Flink throws becomes the answer instead. */
    void answer(Case asked, Answer answer) throws Throwable;

    /** The text of an answer without what only this machine says, such as the path of a temporary folder. */
    default String withoutMachine(String text) {
        return text;
    }
}
