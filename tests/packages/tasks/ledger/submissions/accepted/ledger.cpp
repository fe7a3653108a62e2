#include "ledger.hpp"

#include <algorithm>
#include <stdexcept>

std::vector<std::vector<long long>> merge_intervals(std::vector<std::vector<long long>> intervals) {
    std::sort(intervals.begin(), intervals.end());
    std::vector<std::vector<long long>> merged;
    for (const auto& one : intervals) {
        if (!merged.empty() && one[0] <= merged.back()[1] + 1) merged.back()[1] = std::max(merged.back()[1], one[1]);
        else merged.push_back(one);
    }
    return merged;
}

void Ledger::deposit(const std::string& name, long long amount) {
    if (amount <= 0) throw std::invalid_argument("no amount");
    balances_[name] += amount;
}

void Ledger::withdraw(const std::string& name, long long amount) {
    if (amount <= 0 || balance(name) - amount < -overdraft_) throw std::invalid_argument("cannot be withdrawn");
    balances_[name] -= amount;
}

long long Ledger::balance(const std::string& name) const {
    auto found = balances_.find(name);
    return found == balances_.end() ? 0 : found->second;
}

std::map<std::string, double> Ledger::shares() const {
    double sum = 0;
    for (const auto& [name, one] : balances_) sum += one > 0 ? static_cast<double>(one) : 0;
    std::map<std::string, double> found;
    for (const auto& [name, one] : balances_) {
        if (one > 0) found[name] = static_cast<double>(one) / sum;
    }
    return found;
}
