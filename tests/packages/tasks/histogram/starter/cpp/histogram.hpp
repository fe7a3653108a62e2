#pragma once
#include <optional>
#include <stdexcept>
#include <vector>

std::optional<double> quantile(std::vector<double> values, double q);
std::vector<long long> histogram(const std::vector<double>& values, long long bins);
