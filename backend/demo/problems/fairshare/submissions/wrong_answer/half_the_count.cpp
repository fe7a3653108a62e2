// Splits the number of parcels, not the weight.
#include <iostream>
#include <string>

int main() {
    int n;
    std::cin >> n;
    std::cout << std::string(n / 2, 'A') + std::string(n - n / 2, 'B') << '\n';
}
