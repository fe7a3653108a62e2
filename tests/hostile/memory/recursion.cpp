// expect: RTE|MLE
#include <cstdio>
int sink(int depth) {
    volatile char block[4096];
    block[0] = static_cast<char>(depth);
    return sink(depth + 1) + block[0];
}
int main() { std::printf("%d\n", sink(0)); }
