// expect: RTE|TLE
// Threads without end, all of them busy.
#include <thread>
int main() {
    for (;;) std::thread([] { for (;;) asm volatile(""); }).detach();
}
