// Errors whose words never end, or raise an error themselves, and which stand for every error there is.
import java.util.List;

public class Solution {
    static class Failure extends IllegalArgumentException {
        @Override
        public String getMessage() {
            throw new Failure();
        }

        @Override
        public synchronized Throwable getCause() {
            return this;
        }
    }

    public static long add(long a, long b) {
        throw new Failure();
    }

    public static List<Long> triple(List<Long> values) {
        throw new ExceptionInInitializerError(new Failure());
    }
}
