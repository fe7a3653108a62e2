#pragma once
#include <map>
#include <string>
#include <vector>

std::vector<std::vector<long long>> merge_intervals(std::vector<std::vector<long long>> intervals);

class Ledger {
    long long overdraft_;
    std::map<std::string, long long> balances_;

public:
    explicit Ledger(long long overdraft) : overdraft_(overdraft) {}
    void deposit(const std::string& name, long long amount);
    void withdraw(const std::string& name, long long amount);
    long long balance(const std::string& name) const;
    std::map<std::string, double> shares() const;
};
