// The main program of GoogleTest tests: runs the one test that the argument names and reports how it ended.
#include <gtest/gtest.h>

#include "recrutr/report.hpp"
#if __has_include("recrutr/remote.hpp")
#include "recrutr/remote.hpp"
#endif

namespace {

class Listener : public testing::EmptyTestEventListener {
    void OnTestEnd(const testing::TestInfo& test) override {
        const testing::TestResult& result = *test.result();
        std::string outcome = result.Skipped() ? "skipped" : result.Passed() ? "passed" : "failed";
        std::string message;
        for (int place = 0; place < result.total_part_count() && message.size() < 4000; ++place) {
            message += result.GetTestPartResult(place).message();
        }
        std::string name = std::string(test.test_suite_name()) + "." + test.name();
        recrutr::report().channel.write(
            recrutr::report().nonce, "l4:" + recrutr::text_of(std::string("ended")) + recrutr::text_of(name) +
                                         recrutr::text_of(outcome) + recrutr::text_of(message));
    }
};

}  // namespace

int main(int, char** arguments) {
#if __has_include("recrutr/remote.hpp")
    recrutr::remote_channel();  // before anything is printed where the talk goes
#endif
    recrutr::report();
    std::string filter = std::string("--gtest_filter=") + arguments[1];
    char* given[] = {arguments[0], filter.data(), nullptr};
    int count = 2;
    testing::InitGoogleTest(&count, given);
    testing::UnitTest::GetInstance()->listeners().Append(new Listener);
    (void)RUN_ALL_TESTS();
    std::fflush(nullptr);
    _exit(0);
}
