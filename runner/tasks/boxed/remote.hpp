// For GoogleTest tests that run apart: calls across to the candidate's code, which runs in a box of its own.
// Standard input and output belong to this talk; what comes back are values, whatever the candidate's code is.
#pragma once
#include <random>

#include "values.hpp"

namespace recrutr {

// An error that the candidate's code reported; `names` as boxed/values.hpp gives them.
struct CandidateError : std::runtime_error {
    std::vector<std::string> names;
    CandidateError(std::vector<std::string> all, const std::string& message)
        : std::runtime_error(message), names(std::move(all)) {}
};

inline const std::string& remote_nonce() {
    static const std::string nonce = [] {
        std::random_device random;
        std::string made;
        for (int place = 0; place < 32; ++place) made += "0123456789abcdef"[random() % 16];
        return made;
    }();
    return nonce;
}

inline Channel& remote_channel() {
    static Channel channel = [] {
        Channel made{dup(0), dup(1)};
        dup2(2, 1);
        const std::string& nonce = remote_nonce();
        if (::write(made.output, nonce.data(), nonce.size()) != 32) std::abort();
        return made;
    }();
    return channel;
}

[[noreturn]] inline void raise_as_candidate_did(const std::vector<std::string>& names, const std::string& message) {
    for (const auto& name : names) {
        if (name == "std::invalid_argument") throw std::invalid_argument(message);
        if (name == "std::domain_error") throw std::domain_error(message);
        if (name == "std::length_error") throw std::length_error(message);
        if (name == "std::out_of_range") throw std::out_of_range(message);
        if (name == "std::overflow_error") throw std::overflow_error(message);
        if (name == "std::range_error") throw std::range_error(message);
    }
    throw CandidateError(names, message);
}

// The candidate's program has ended or sent what is no answer: no test may take that for the error it waits for.
[[noreturn]] inline void remote_end(const std::string& why) {
    std::fprintf(stderr, "The candidate's program %s\n", why.c_str());
    _exit(3);
}

struct RemoteError {
    bool raised = false;
    std::vector<std::string> names;
    std::string message;
};

// Reads one answer; `take` reads the value in it.
template <typename Take> RemoteError remote_answer(const std::string& call, Take take) {
    try {
        remote_channel().write("", call);
        auto payload = remote_channel().read_frame(remote_nonce());
        if (!payload) remote_end("ended");
        Reader in{*payload};
        in.count('l');
        const std::string kind = in.next<std::string>();
        if (kind == "error") {
            auto names = in.next<std::vector<std::string>>();
            return {true, names, in.next<std::string>()};
        }
        if (kind != "value" && kind != "object") remote_end("gave no value");
        take(in);
    } catch (const std::exception& fault) {
        remote_end(std::string("sent no answer: ") + fault.what());
    }
    return {};
}

template <typename... Given> std::string call_text(const std::string& name, long long handle, const Given&... given) {
    std::string arguments = "l" + std::to_string(sizeof...(given)) + ":";
    ((arguments += text_of(given)), ...);
    return "l4:" + text_of(name) + text_of(handle) + arguments + "f";
}

template <typename Result, typename... Given>
Result remote_call(const std::string& name, long long handle, const Given&... given) {
    const std::string call = call_text(name, handle, given...);
    if constexpr (std::is_void_v<Result>) {
        const RemoteError error = remote_answer(call, [](Reader&) {});
        if (error.raised) raise_as_candidate_did(error.names, error.message);
    } else {
        Result found{};
        const RemoteError error = remote_answer(call, [&found](Reader& in) { found = in.next<Result>(); });
        if (error.raised) raise_as_candidate_did(error.names, error.message);
        return found;
    }
}

template <typename... Given> long long remote_object(const std::string& name, const Given&... given) {
    return remote_call<long long>(name, -1, given...);
}

}  // namespace recrutr
