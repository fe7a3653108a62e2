// For JUnit tests that run apart: calls across to the candidate's code, which runs in a box of its own. Standard input
// and output belong to this talk; what comes back are values, or an error by its names.
package recrutr;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.NoSuchElementException;

public final class Remote {
    private static final byte[] NONCE = nonce();
    private static final Values.Channel CHANNEL =
            new Values.Channel(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
    public static final Values.Kind<Object> NOTHING = in -> in.nothing() ? null : unexpected();

    private Remote() {}

    private static byte[] nonce() {
        BigInteger made = new BigInteger(4 * Values.NONCE_CHARACTERS, new SecureRandom());
        return String.format("%0" + Values.NONCE_CHARACTERS + "x", made).getBytes(StandardCharsets.US_ASCII);
    }

    private static Object unexpected() {
        throw new Values.WireFault("a value where nothing was to come");
    }

    /** Takes standard input and output for the talk, before anything is printed there. */
    public static void begin() throws Exception {
        System.setIn(InputStream.nullInputStream());
        System.setOut(System.err);
        new FileOutputStream(FileDescriptor.out).write(NONCE);
    }

    /** The candidate's program has ended or sent what is no answer: no test may take that for the error it waits for. */
    private static void end(String why) {
        System.err.println("The candidate's program " + why);
        Runtime.getRuntime().halt(3);
    }

    /** One call and its answer: a value, or the candidate's error thrown here. */
    public static <T> T call(Values.Kind<T> kind, String name, long handle, Object... given) {
        RuntimeException raised = null;
        try {
            CHANNEL.write(new byte[0], Values.encode(Arrays.asList(name, handle, Arrays.asList(given), false)));
            byte[] payload = CHANNEL.readFrame(NONCE);
            if (payload == null) end("ended");
            Values.Reader in = new Values.Reader(payload);
            in.count('l');
            String said = in.text();
            if (said.equals("error")) {
                raised = errorOf(Values.list(Values.TEXT).read(in), in.text());
            } else if (said.equals("value") || said.equals("object")) {
                return kind.read(in);
            } else {
                end("gave no value");
            }
        } catch (Exception fault) {
            end("sent no answer: " + fault);
        }
        throw raised;
    }

    private static RuntimeException errorOf(List<String> names, String message) {
        for (String name : names) {
            switch (name) {
                case "IllegalArgumentException":
                    return new IllegalArgumentException(message);
                case "IllegalStateException":
                    return new IllegalStateException(message);
                case "NumberFormatException":
                    return new NumberFormatException(message);
                case "IndexOutOfBoundsException":
                    return new IndexOutOfBoundsException(message);
                case "NoSuchElementException":
                    return new NoSuchElementException(message);
                case "UnsupportedOperationException":
                    return new UnsupportedOperationException(message);
                case "ArithmeticException":
                    return new ArithmeticException(message);
                case "NullPointerException":
                    return new NullPointerException(message);
                case "ConcurrentModificationException":
                    return new ConcurrentModificationException(message);
                default:
            }
        }
        return new CandidateError(names, message);
    }
}
