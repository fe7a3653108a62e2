#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int b, p, room;
    std::cin >> b >> p >> room;
    std::vector<long long> buses(b), people(p);
    for (auto& minute : buses) std::cin >> minute;
    for (auto& minute : people) std::cin >> minute;
    std::sort(buses.begin(), buses.end());
    std::sort(people.begin(), people.end());
    long long waited = 0;
    int first = 0;
    for (long long bus : buses) {
        for (int boarded = 0; boarded < room && first < p && people[first] <= bus; ++boarded) {
            waited += bus - people[first++];
        }
    }
    std::cout << waited << ' ' << p - first << '\n';
}
