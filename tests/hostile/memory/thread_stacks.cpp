// expect: MLE|RTE
// Many stacks, each grown as far as it goes.
#include <thread>
#include <unistd.h>
#include <vector>
static int grow(int depth) {
    volatile char block[16384];
    block[0] = static_cast<char>(depth);
    return depth > 3000 ? block[0] : grow(depth + 1) + block[0];
}
int main() {
    std::vector<std::thread> threads;
    for (int count = 0; count < 24; count++) threads.emplace_back([] {
        grow(0);
        for (;;) pause();
    });
    for (auto& thread : threads) thread.join();
}
