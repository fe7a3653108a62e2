import static recrutr.Expect.expect;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerTest {
    @Test
    void hearsOfEachCar() {
        Garage garage = new Garage(3);
        List<String> heard = new ArrayList<>();
        garage.onEnter((plate, cars) -> heard.add(plate + " " + cars));
        garage.enter("A");
        garage.enter("B");
        expect("heard", heard);
        expect("free", 3 - garage.inside().size());
    }
}
