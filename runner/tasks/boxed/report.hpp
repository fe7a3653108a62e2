// What a GoogleTest test tells the trusted side: how it ended, and values for `expect`. See report.py.
#pragma once
#include <fcntl.h>

#include "values.hpp"

namespace recrutr {

struct Report {
    std::string nonce;
    Channel channel;

    Report() : channel{0, open("recrutr/report", O_WRONLY | O_CREAT | O_APPEND, 0600)} {
        int given = open("recrutr/nonce", O_RDONLY);
        Channel source{given >= 0 ? given : 0, -1};
        nonce = source.read(32);
    }
};

inline Report& report() {
    static Report made;
    return made;
}

// Ship a value out; it is compared where the candidate's code cannot reach.
template <typename T> void expect(const std::string& name, const T& value) {
    report().channel.write(report().nonce, "l3:" + text_of(std::string("expect")) + text_of(name) + text_of(value));
}

}  // namespace recrutr
