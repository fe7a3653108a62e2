// Sums in 32 bits: right as long as the minutes are small.
#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int b, p, room;
    std::cin >> b >> p >> room;
    std::vector<int> buses(b), people(p);
    for (int& minute : buses) std::cin >> minute;
    for (int& minute : people) std::cin >> minute;
    std::sort(buses.begin(), buses.end());
    std::sort(people.begin(), people.end());
    unsigned waited = 0;
    int first = 0;
    for (int bus : buses) {
        for (int boarded = 0; boarded < room && first < p && people[first] <= bus; ++boarded) {
            waited += bus - people[first++];
        }
    }
    std::cout << waited << ' ' << p - first << '\n';
}
