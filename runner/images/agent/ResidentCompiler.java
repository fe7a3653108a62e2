import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * javac, started and warmed before its source is known: it compiles a program of its own, then opens its first argument
 * and waits until that has been read to the end (a FIFO until the source is handed over, a plain file afterwards), and
 * then is javac with the other arguments. Nothing of a stranger is run here, only compiled.
 */
final class ResidentCompiler {
    private static final int ROUNDS = 3;
    private static final String EXAMPLE = """
        import java.io.*;
        import java.util.*;
        import java.util.stream.*;
        public class Example {
            record Pair(int first, String second) {}
            interface Shape { double area(); }
            enum Colour { RED, GREEN }
            static <T extends Comparable<T>> T largest(List<T> all) { return all.stream().max(T::compareTo).orElseThrow(); }
            public static void main(String[] arguments) throws IOException {
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
                Scanner scanner = new Scanner("1 2");
                Map<String, List<Integer>> groups = new TreeMap<>();
                int[] numbers = Arrays.stream("3 4".split(" ")).mapToInt(Integer::parseInt).toArray();
                for (int number : numbers) groups.computeIfAbsent("a" + number % 2, key -> new ArrayList<>()).add(number);
                Shape shape = () -> Math.PI;
                switch (Colour.RED) { case RED -> System.out.println(shape.area()); default -> scanner.close(); }
                System.out.printf("%d %s%n", largest(List.of(1, 2)), new Pair(1, in.readLine()));
                System.out.println(groups.values().stream().flatMap(List::stream).map(String::valueOf).collect(Collectors.joining(",")));
            }
        }
        """;

    public static void main(String[] arguments) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path source = Path.of(arguments[0]);
        if (!Files.isRegularFile(source)) {
            for (int round = 0; round < ROUNDS; round++) {
                warm(compiler);
            }
        }
        Files.readAllBytes(source);
        System.exit(compiler.run(null, null, null, Arrays.copyOfRange(arguments, 1, arguments.length)));
    }

    private static void warm(JavaCompiler compiler) {
        JavaFileObject example = new SimpleJavaFileObject(URI.create("string:///Example.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return EXAMPLE;
            }
        };
        JavaFileManager nowhere = new ForwardingJavaFileManager<>(compiler.getStandardFileManager(null, null, null)) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                return new SimpleJavaFileObject(URI.create("memory:///" + name), kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return new ByteArrayOutputStream();
                    }
                };
            }
        };
        compiler.getTask(null, nowhere, null, List.of("-proc:none"), null, List.of(example)).call();
    }
}
