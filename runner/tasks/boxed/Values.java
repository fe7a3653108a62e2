// Values and frames as runner/tasks/values.py describes them, for Java inside a box. Types are those of the task's
// interface: long, double, boolean, String, List, Map, Optional, and Object for `any`.
package recrutr;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class Values {
    public static final int NONCE_CHARACTERS = 32;
    private static final int MAX_DEPTH = 64;

    private Values() {}

    public static final class WireFault extends RuntimeException {
        public WireFault(String message) {
            super(message);
        }
    }

    /** How a value of one type is read. */
    public interface Kind<T> {
        T read(Reader in);
    }

    public static final Kind<Long> INT = in -> Long.parseLong(in.simple('i'));
    public static final Kind<Double> FLOAT = in -> in.kind() == 'i' ? Double.valueOf(in.simple('i')) : real(in.simple('d'));
    public static final Kind<Boolean> BOOL = in -> in.flag();
    public static final Kind<String> TEXT = in -> in.text();
    public static final Kind<Object> ANY = in -> any(in);

    public static <T> Kind<List<T>> list(Kind<T> inner) {
        return in -> {
            List<T> found = new ArrayList<>();
            for (int left = in.count('l'); left > 0; left--) found.add(inner.read(in));
            return found;
        };
    }

    public static <K, V> Kind<Map<K, V>> map(Kind<K> key, Kind<V> inner) {
        return in -> {
            Map<K, V> found = new LinkedHashMap<>();
            for (int left = in.count('m'); left > 0; left--) {
                K one = key.read(in);
                found.put(one, inner.read(in));
            }
            return found;
        };
    }

    public static <T> Kind<Optional<T>> optional(Kind<T> inner) {
        return in -> in.nothing() ? Optional.empty() : Optional.of(inner.read(in));
    }

    private static Object any(Reader in) {
        switch (in.kind()) {
            case 'n':
                in.nothing();
                return null;
            case 't':
            case 'f':
                return in.flag();
            case 'i':
                BigInteger whole = new BigInteger(in.simple('i'));
                return whole.bitLength() < 64 ? (Object) whole.longValue() : whole;
            case 'd':
                return real(in.simple('d'));
            case 's':
                return in.text();
            case 'l':
                return list(ANY).read(in);
            default:
                return map(ANY, ANY).read(in);
        }
    }

    private static double real(String text) {
        switch (text) {
            case "nan":
                return Double.NaN;
            case "inf":
                return Double.POSITIVE_INFINITY;
            case "-inf":
                return Double.NEGATIVE_INFINITY;
            default:
                return Double.parseDouble(text);
        }
    }

    /** Reads the values of one payload. */
    public static final class Reader {
        private final byte[] data;
        private int at;

        public Reader(byte[] data) {
            this.data = data;
        }

        char kind() {
            if (at >= data.length) throw new WireFault("not a value");
            return (char) data[at];
        }

        boolean nothing() {
            if (kind() != 'n') return false;
            at++;
            return true;
        }

        boolean flag() {
            char found = kind();
            if (found != 't' && found != 'f') throw new WireFault("expected the kind t or f, found " + found);
            at++;
            return found == 't';
        }

        private String until(char wanted, char stop) {
            if (kind() != wanted) throw new WireFault("expected the kind " + wanted + ", found " + kind());
            int begin = ++at;
            while (kind() != stop) at++;
            return new String(data, begin, at++ - begin, StandardCharsets.US_ASCII);
        }

        String simple(char wanted) {
            return until(wanted, ';');
        }

        /** Begins a list or a map: how many elements follow. */
        public int count(char wanted) {
            return Integer.parseInt(until(wanted, ':'));
        }

        String text() {
            int size = count('s');
            if (size > data.length - at) throw new WireFault("a length beyond the end");
            at += size;
            return new String(data, at - size, size, StandardCharsets.UTF_8);
        }
    }

    /** The encoding of a value. */
    public static byte[] encode(Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        encode(value, out, MAX_DEPTH);
        return out.toByteArray();
    }

    private static void encode(Object value, ByteArrayOutputStream out, int depth) {
        if (depth == 0) throw new WireFault("nested too deeply");
        if (value == null) {
            put(out, "n");
        } else if (value instanceof Optional<?> maybe) {
            encode(maybe.orElse(null), out, depth);
        } else if (value instanceof Boolean flag) {
            put(out, flag ? "t" : "f");
        } else if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            put(out, "i" + ((Number) value).longValue() + ";");
        } else if (value instanceof BigInteger whole) {
            put(out, "i" + whole.toString() + ";");
        } else if (value instanceof Double || value instanceof Float) {
            put(out, "d" + shown(((Number) value).doubleValue()) + ";");
        } else if (value instanceof String || value instanceof Character) {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            put(out, "s" + text.length + ":");
            out.write(text, 0, text.length);
        } else if (value instanceof Collection<?> many) {
            encodeMany(many.toArray(), out, depth);
        } else if (value instanceof Map<?, ?> table) {
            Object[] entries = table.entrySet().toArray();
            put(out, "m" + entries.length + ":");
            for (Object one : entries) {
                encode(((Map.Entry<?, ?>) one).getKey(), out, depth - 1);
                encode(((Map.Entry<?, ?>) one).getValue(), out, depth - 1);
            }
        } else if (value instanceof long[] whole) {
            encodeMany(Arrays.stream(whole).boxed().toArray(), out, depth);
        } else if (value instanceof int[] whole) {
            encodeMany(Arrays.stream(whole).boxed().toArray(), out, depth);
        } else if (value instanceof double[] reals) {
            encodeMany(Arrays.stream(reals).boxed().toArray(), out, depth);
        } else if (value instanceof Object[] many) {
            encodeMany(many, out, depth);
        } else {
            throw new WireFault("a value of type " + value.getClass().getName() + ", which no test can compare");
        }
    }

    private static void encodeMany(Object[] many, ByteArrayOutputStream out, int depth) {
        put(out, "l" + many.length + ":");
        for (Object one : many) encode(one, out, depth - 1);
    }

    private static void put(ByteArrayOutputStream out, String text) {
        out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String shown(double value) {
        if (Double.isNaN(value)) return "nan";
        if (Double.isInfinite(value)) return value > 0 ? "inf" : "-inf";
        return Double.toString(value).replace('E', 'e');
    }

    /** A stream of frames. */
    public static final class Channel {
        private final InputStream source;
        private final OutputStream sink;

        public Channel(InputStream source, OutputStream sink) {
            this.source = new BufferedInputStream(source);  // a plain file stream would seek, which a pipe cannot
            this.sink = sink;
        }

        public byte[] read(int count) throws IOException {
            return source.readNBytes(count);
        }

        /** The payload of the next frame; null at the end. */
        public byte[] readFrame(byte[] word) throws IOException {
            byte[] begin = read(word.length + 1);
            if (begin.length == 0) return null;
            if (begin.length <= word.length || !Arrays.equals(begin, 0, word.length, word, 0, word.length)) {
                throw new WireFault("bytes that are no frame");
            }
            StringBuilder size = new StringBuilder();
            for (int next = begin[word.length]; next != ':'; next = source.read()) {
                if (next < '0' || next > '9' || size.length() > 8) throw new WireFault("bytes that are no frame");
                size.append((char) next);
            }
            byte[] payload = read(Integer.parseInt(size.toString()));
            if (payload.length != Integer.parseInt(size.toString())) throw new WireFault("a frame that is cut off");
            return payload;
        }

        public void write(byte[] word, byte[] payload) throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(word);
            put(all, payload.length + ":");
            all.writeBytes(payload);
            sink.write(all.toByteArray());
            sink.flush();
        }
    }
}
