// expect: CE
// One mistake, whose name is a thousand times longer than the program.
template <typename first, typename second>
struct Pair {};
template <int depth>
struct Grown {
    using type = Pair<typename Grown<depth - 1>::type, typename Grown<depth - 1>::type>;
};
template <>
struct Grown<0> {
    using type = int;
};
int main() { return typename Grown<16>::type{}; }
