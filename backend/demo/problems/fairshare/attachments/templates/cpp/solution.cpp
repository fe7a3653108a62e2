#include <iostream>
#include <string>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> weights(n);
    for (int& weight : weights) std::cin >> weight;

    // Print one word of n letters, each A or B.
}
