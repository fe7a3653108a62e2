// Runs together with the candidate's code, because it needs their objects in this process. It compares nothing here:
// what it ships out is compared where the candidate's code cannot reach.
#include "../histogram.hpp"
#include "recrutr/report.hpp"

#include <gtest/gtest.h>

TEST(Copies, TakesAnyOrder) {
    const std::vector<double> values{3, 1, 2};
    recrutr::expect("median", *quantile(values, 0.5));
    recrutr::expect("counts", histogram({1, 1, 2}, 2));
}
