// expect: CE
// sample: yes
// Has the compiler compute for ever, in many small pieces each of which stays below the compiler's own limits.
template <int number>
constexpr long work() {
    long sum = 0;
    for (long at = 0; at < 200000; at++) sum += at * number;
    return sum;
}
template <int number>
struct Piece {
    static constexpr long value = work<number>() + Piece<number - 1>::value;
};
template <>
struct Piece<0> {
    static constexpr long value = 0;
};
static_assert(Piece<890>::value + Piece<880>::value == 1);
int main() {}
