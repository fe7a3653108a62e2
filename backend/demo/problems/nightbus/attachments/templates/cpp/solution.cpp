#include <iostream>
#include <vector>

int main() {
    int b, p, c;
    std::cin >> b >> p >> c;
    std::vector<int> buses(b), people(p);
    for (int& minute : buses) std::cin >> minute;
    for (int& minute : people) std::cin >> minute;

    // Print two numbers: the minutes waited together, and how many people walk home.
}
