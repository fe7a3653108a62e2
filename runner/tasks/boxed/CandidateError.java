// An error that the candidate's code reported and Java's library has no name for; `names` from its own language.
package recrutr;

import java.util.List;

public final class CandidateError extends RuntimeException {
    public final List<String> names;

    public CandidateError(List<String> names, String message) {
        super(message);
        this.names = names;
    }
}
