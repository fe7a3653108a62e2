import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GarageTest {
    private Garage garage;

    @BeforeEach
    void open() {
        garage = new Garage(2);
    }

    @Test
    void separate() {
        Garage other = new Garage(1);
        garage.enter("A");
        assertEquals(List.of("A"), garage.inside());
        assertTrue(other.inside().isEmpty());
        assertFalse(other.leave("A"));
    }

    @Test
    void refusesWhenFull() {
        garage.enter("A");
        garage.enter("B");
        assertThrows(IllegalStateException.class, () -> garage.enter("C"));
        assertTrue(garage.leave("A"));
        garage.enter("C");
        assertEquals(List.of("B", "C"), garage.inside());
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "31, 200", "1440, 1500", "2880, 3000", "2881, 3200"})
    void daysAreCapped(long minutes, long cents) {
        assertEquals(cents, Garage.fee(minutes));
    }

    @Test
    void manyCars() {
        Garage large = new Garage(60);
        for (int car = 0; car < 60; car++) large.enter("car " + car);
        assertEquals(60, large.inside().size());
        assertThrows(IllegalStateException.class, () -> large.enter("one more"));
    }

    @Test
    void nobody() {
        assertEquals(Optional.empty(), Garage.busiest(Map.of()));
        assertEquals(Optional.of("a"), Garage.busiest(Map.of("a", 1L)));
        assertEquals(List.of(0.0), Garage.shares(List.of(List.of())));
    }
}
