// A list that holds itself, and one that never ends.
import java.util.ArrayList;
import java.util.List;

public class Solution {
    public static long add(long a, long b) {
        return add(b, a) + 1;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    public static List<Long> triple(List<Long> values) {
        List itself = new ArrayList();
        itself.add(itself);
        return itself;
    }
}
