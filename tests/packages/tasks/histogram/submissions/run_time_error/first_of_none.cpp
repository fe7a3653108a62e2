#include "histogram.hpp"

#include <algorithm>

std::optional<double> quantile(std::vector<double> values, double q) {
    std::sort(values.begin(), values.end());
    return values.at(static_cast<size_t>(q * static_cast<double>(values.size() - 1)));
}

std::vector<long long> histogram(const std::vector<double>& values, long long bins) {
    std::vector<long long> counts(static_cast<size_t>(bins));
    for (double one : values) counts.at(static_cast<size_t>(one)) += 1;
    return counts;
}
