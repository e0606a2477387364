import java.util.Objects;
import java.util.concurrent.Callable;

/** Assertions that name what they are about. */
final class Expect {
    private Expect() {}

    static void equal(String what, Object expected, Object actual) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": " + actual + ", not " + expected);
        }
    }

    static void some(String what, Object actual) {
        if (actual == null) throw new AssertionError(what + ": nothing");
    }

    /** Asks again until the answer is yes, for ten seconds at most. */
    static void soon(String what, Callable<Boolean> question) throws Exception {
        for (int attempt = 0; attempt < 100; attempt++) {
            if (question.call()) return;
            Thread.sleep(100);
        }
        throw new AssertionError(what + ": not within ten seconds");
    }
}
