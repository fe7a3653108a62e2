#include <iostream>
#include <string>

int main() {
    int n;
    std::cin >> n;
    long long difference = 0;  // Ada's load minus Bo's
    std::string letters;
    for (int i = 0; i < n; ++i) {
        long long weight;
        std::cin >> weight;
        if (difference > 0) {
            difference -= weight;
            letters += 'B';
        } else {
            difference += weight;
            letters += 'A';
        }
    }
    std::cout << letters << '\n';
}
