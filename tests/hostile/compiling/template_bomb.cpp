// expect: CE
template <int depth, typename kind>
struct Bomb {
    using type = typename Bomb<depth - 1, Bomb<depth, kind>>::type;
    static constexpr int value = Bomb<depth - 1, Bomb<depth, int>>::value + Bomb<depth - 1, Bomb<depth, char>>::value;
};
template <typename kind>
struct Bomb<0, kind> {
    using type = kind;
    static constexpr int value = 1;
};
int main() { return Bomb<40, int>::value; }
