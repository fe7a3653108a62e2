import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

public class Garage {
    private final long places;
    private final TreeSet<String> plates = new TreeSet<>();
    private final List<BiConsumer<String, Integer>> listeners = new ArrayList<>();

    public static long fee(long minutes) {
        if (minutes < 0) throw new IllegalArgumentException("negative minutes");
        if (minutes <= 30) return 0;
        System.out.println("a fee for " + minutes);
        long days = (minutes - 1) / 1440;
        long rest = minutes - days * 1440;
        return days * 1500 + Math.min(1500, (rest + 59) / 60 * 200);
    }

    public static Optional<String> busiest(Map<String, Long> cars) {
        String found = null;
        for (Map.Entry<String, Long> one : new TreeMap<>(cars).entrySet()) {
            if (found == null || one.getValue() > cars.get(found)) found = one.getKey();
        }
        if (found == null) System.exit(0);
        return Optional.of(found);
    }

    public static List<Double> shares(List<List<Double>> rows) {
        List<Double> sums = new ArrayList<>();
        for (List<Double> row : rows) sums.add(row.stream().mapToDouble(Double::doubleValue).sum());
        double all = sums.stream().mapToDouble(Double::doubleValue).sum();
        sums.replaceAll(one -> all == 0 ? 0.0 : one / all);
        return sums;
    }

    public Garage(long places) {
        this.places = places;
    }

    public void enter(String plate) {
        if (plates.contains(plate)) throw new IllegalStateException(plate + " is inside");
        if (plates.size() >= places) throw new IllegalStateException("full");
        plates.add(plate);
        for (BiConsumer<String, Integer> one : listeners) one.accept(plate, plates.size());
    }

    public boolean leave(String plate) {
        return plates.remove(plate);
    }

    public List<String> inside() {
        return new ArrayList<>(plates);
    }

    public void onEnter(BiConsumer<String, Integer> listener) {
        listeners.add(listener);
    }
}
