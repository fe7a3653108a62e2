import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

public class Garage {
    public static long fee(long minutes) {
        return 0;
    }

    public static Optional<String> busiest(Map<String, Long> cars) {
        return Optional.empty();
    }

    public static List<Double> shares(List<List<Double>> rows) {
        return List.of();
    }

    public Garage(long places) {
    }

    public void enter(String plate) {
    }

    public boolean leave(String plate) {
        return false;
    }

    public List<String> inside() {
        return List.of();
    }

    public void onEnter(BiConsumer<String, Integer> listener) {
    }
}
