// Runs apart: the functions of histogram.hpp here call across to the candidate's code.
#include "../histogram.hpp"

#include <gtest/gtest.h>

TEST(Quantile, Ends) {
    EXPECT_DOUBLE_EQ(*quantile({5, -1, 3}, 0), -1);
    EXPECT_DOUBLE_EQ(*quantile({5, -1, 3}, 1), 5);
}

TEST(Quantile, Between) { EXPECT_NEAR(*quantile({1, 2, 4}, 0.75), 3, 1e-12); }

TEST(Quantile, OfNothing) { EXPECT_FALSE(quantile({}, 0.5).has_value()); }

TEST(Histogram, Counts) {
    EXPECT_EQ(histogram({1, 2, 3, 4, 5}, 4), (std::vector<long long>{1, 1, 1, 2}));
    EXPECT_EQ(histogram({7, 7}, 1), (std::vector<long long>{2}));
    EXPECT_EQ(histogram({}, 3), (std::vector<long long>{0, 0, 0}));
}

TEST(Histogram, RefusesNoBins) { EXPECT_THROW(histogram({1, 2}, -1), std::invalid_argument); }
