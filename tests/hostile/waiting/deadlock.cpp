// expect: TLE wall
// Two threads, each of which has what the other wants.
#include <chrono>
#include <mutex>
#include <thread>
int main() {
    std::mutex first, second;
    auto take = [](std::mutex& mine, std::mutex& yours) {
        std::lock_guard held(mine);
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        std::lock_guard wanted(yours);
    };
    std::thread other(take, std::ref(second), std::ref(first));
    take(first, second);
    other.join();
}
