// expect: CE
// Overloads that fit equally well, so that every one of them is told about, again and again.
#include <utility>
template <int number>
struct From {
    template <typename... kinds>
    From(kinds&&...) = delete;
};
template <int... numbers>
void ask(std::integer_sequence<int, numbers...>) {
    (static_cast<void>(From<numbers>(1, 2, numbers)), ...);
}
int main() { ask(std::make_integer_sequence<int, 5000>{}); }
