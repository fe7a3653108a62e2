// expect: RAN
// Half a million words, separated by everything that may separate: comparing must not take longer for it.
#include <cstdio>
int main() {
    const char *between[] = {" ", "\n", "\t", "\r\n", "\v", "\f"};
    for (int at = 0; at < 400000; at++) std::printf("6%s", between[at % 6]);
}
