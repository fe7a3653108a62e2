// Runs one JUnit test and reports how it ended. Arguments: `apart` or `together`, the test as `Class.method`.
package recrutr;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

public final class RunJUnit {
    private static final int MAX_MESSAGE = 4000;

    private RunJUnit() {}

    /** Hears how the runs of the test ended: it has several when it takes parameters or is repeated. */
    private static final class Listener implements TestExecutionListener {
        int passed;
        int skipped;
        String fault = "";

        @Override
        public void executionSkipped(TestIdentifier test, String reason) {
            skipped++;
        }

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
                skipped++;
            } else if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                fault += result.getThrowable().map(String::valueOf).orElse("failed") + "\n";
            } else if (test.isTest()) {
                passed++;
            }
        }

        String outcome() {
            if (!fault.isEmpty()) return "failed";
            return skipped > 0 || passed == 0 ? "skipped" : "passed";
        }
    }

    public static void main(String[] arguments) throws Exception {
        Expect.begin();
        if (arguments[0].equals("apart")) Class.forName("recrutr.Remote").getMethod("begin").invoke(null);
        int dot = arguments[1].lastIndexOf('.');
        Class<?> suite = Class.forName(arguments[1].substring(0, dot), false, RunJUnit.class.getClassLoader());
        List<Method> methods = Arrays.stream(suite.getDeclaredMethods())
                .filter(one -> one.getName().equals(arguments[1].substring(dot + 1)) && !one.isSynthetic())
                .collect(Collectors.toList());
        if (methods.size() != 1) throw new IllegalArgumentException("There is not one test " + arguments[1]);
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectMethod(suite, methods.get(0)))
                .build();
        Listener listener = new Listener();
        LauncherFactory.create().execute(request, listener);
        String fault = listener.fault.substring(0, Math.min(listener.fault.length(), MAX_MESSAGE));
        Expect.send("ended", arguments[1], listener.outcome(), fault);
        System.out.flush();
        System.err.flush();
        Runtime.getRuntime().halt(0);
    }
}
