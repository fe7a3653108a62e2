// Takes it for granted that there is a value.
#include "histogram.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

std::optional<double> quantile(std::vector<double> values, double q) {
    assert(!values.empty());
    std::sort(values.begin(), values.end());
    const double place = q * static_cast<double>(values.size() - 1);
    const auto below = static_cast<size_t>(std::floor(place));
    const size_t above = std::min(below + 1, values.size() - 1);
    return values[below] + (place - static_cast<double>(below)) * (values[above] - values[below]);
}

std::vector<long long> histogram(const std::vector<double>& values, long long bins) {
    if (bins < 1) throw std::invalid_argument("no bins");
    std::vector<long long> counts(static_cast<size_t>(bins));
    if (values.empty()) return counts;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    for (double one : values) {
        const double part = *high > *low ? (one - *low) / (*high - *low) : 0;
        counts[std::min(static_cast<size_t>(part * static_cast<double>(bins)), counts.size() - 1)] += 1;
    }
    return counts;
}
