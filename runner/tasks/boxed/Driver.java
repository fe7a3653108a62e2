// The driver of candidates' Java code: takes a nonce and then calls from standard input and sends what came back. What
// the candidate's code prints goes to standard error. It keeps no secret and decides nothing: whoever takes it over can
// send other values and nothing else.
package recrutr;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

public final class Driver {
    private static final int MAX_MESSAGE = 2000;

    private Driver() {}

    /** Reads one call and runs it; gives the whole answer. */
    public interface Run {
        List<Object> run(Values.Reader in) throws Throwable;
    }

    public static List<Object> answer(Object... parts) {
        return new ArrayList<>(Arrays.asList(parts));
    }

    /** Answers calls until they end, then ends the process at once: hooks of the candidate's for the end do not run. */
    public static void serve(Run run) throws Exception {
        Values.Channel channel =
                new Values.Channel(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        System.setIn(InputStream.nullInputStream());
        System.setOut(System.err);
        byte[] nonce = channel.read(Values.NONCE_CHARACTERS);
        for (byte[] call = channel.readFrame(new byte[0]); call != null; call = channel.readFrame(new byte[0])) {
            channel.write(nonce, encoded(run, call));
        }
        System.err.flush();
        Runtime.getRuntime().halt(0);
    }

    private static byte[] encoded(Run run, byte[] call) {
        try {
            return Values.encode(run.run(new Values.Reader(call)));
        } catch (Values.WireFault fault) {
            return Values.encode(answer("refused", fault.getMessage()));
        } catch (OutOfMemoryError error) {
            System.err.println("java.lang.OutOfMemoryError");  // told as a limit, by these words and the exit code
            Runtime.getRuntime().halt(1);
            return null;
        } catch (Throwable error) {
            return Values.encode(answer("error", names(error), message(error)));
        }
    }

    /** The classes of an error without their packages, the most precise one first. */
    private static List<Object> names(Throwable error) {
        List<Object> found = new ArrayList<>();
        for (Class<?> kind = cause(error).getClass(); kind != Object.class; kind = kind.getSuperclass()) {
            found.add(kind.getSimpleName());
        }
        return found;
    }

    private static Throwable cause(Throwable error) {
        boolean first = error instanceof ExceptionInInitializerError && error.getCause() != null;
        return first ? error.getCause() : error;
    }

    private static String message(Throwable error) {
        try {
            String text = String.valueOf(cause(error).getMessage());
            return text.substring(0, Math.min(text.length(), MAX_MESSAGE));
        } catch (Throwable other) {
            return "";
        }
    }
}
