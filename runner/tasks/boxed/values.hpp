// Values and frames as runner/tasks/values.py describes them, for C++ inside a box. Types are those of the task's
// interface: long long, double, bool, std::string, std::vector, std::map, std::optional.
#pragma once
#include <cxxabi.h>
#include <unistd.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <typeinfo>
#include <utility>
#include <vector>

namespace recrutr {

struct WireFault : std::runtime_error {
    using std::runtime_error::runtime_error;
};

template <typename T> struct Wire;

struct Reader {
    std::string data;
    size_t at = 0;

    char kind() {
        if (at >= data.size()) throw WireFault("not a value");
        return data[at];
    }
    std::string until(char stop) {
        size_t end = data.find(stop, at);
        if (end == std::string::npos) throw WireFault("not a value");
        std::string text = data.substr(at, end - at);
        at = end + 1;
        return text;
    }
    void expect(char wanted) {
        if (kind() != wanted) throw WireFault(std::string("expected the kind ") + wanted + ", found " + kind());
        ++at;
    }
    size_t count(char wanted) {
        expect(wanted);
        return std::stoull(until(':'));
    }
    template <typename T> T next() { return Wire<T>::read(*this); }
};

template <> struct Wire<long long> {
    static long long read(Reader& in) { in.expect('i'); return std::stoll(in.until(';')); }
    static std::string write(long long value) { return "i" + std::to_string(value) + ";"; }
};

template <> struct Wire<double> {
    static double read(Reader& in) {
        if (in.kind() == 'i') return static_cast<double>(Wire<long long>::read(in));
        in.expect('d');
        return std::strtod(in.until(';').c_str(), nullptr);
    }
    static std::string write(double value) {
        if (std::isnan(value)) return "dnan;";
        if (std::isinf(value)) return value > 0 ? "dinf;" : "d-inf;";
        char text[64];
        std::snprintf(text, sizeof text, "d%.17g;", value);
        return text;
    }
};

template <> struct Wire<bool> {
    static bool read(Reader& in) {
        bool value = in.kind() == 't';
        in.expect(value ? 't' : 'f');
        return value;
    }
    static std::string write(bool value) { return value ? "t" : "f"; }
};

template <> struct Wire<std::string> {
    static std::string read(Reader& in) {
        size_t size = in.count('s');
        if (size > in.data.size() - in.at) throw WireFault("a length beyond the end");
        in.at += size;
        return in.data.substr(in.at - size, size);
    }
    static std::string write(const std::string& value) { return "s" + std::to_string(value.size()) + ":" + value; }
};

template <typename T> struct Wire<std::vector<T>> {
    static std::vector<T> read(Reader& in) {
        std::vector<T> found;
        for (size_t left = in.count('l'); left > 0; --left) found.push_back(in.next<T>());
        return found;
    }
    static std::string write(const std::vector<T>& value) {
        std::string text = "l" + std::to_string(value.size()) + ":";
        for (const auto& one : value) text += Wire<T>::write(one);
        return text;
    }
};

template <typename K, typename V> struct Wire<std::map<K, V>> {
    static std::map<K, V> read(Reader& in) {
        std::map<K, V> found;
        for (size_t left = in.count('m'); left > 0; --left) {
            K key = in.next<K>();
            found[key] = in.next<V>();
        }
        return found;
    }
    static std::string write(const std::map<K, V>& value) {
        std::string text = "m" + std::to_string(value.size()) + ":";
        for (const auto& [key, one] : value) text += Wire<K>::write(key) + Wire<V>::write(one);
        return text;
    }
};

template <typename T> struct Wire<std::optional<T>> {
    static std::optional<T> read(Reader& in) {
        if (in.kind() != 'n') return in.next<T>();
        ++in.at;
        return std::nullopt;
    }
    static std::string write(const std::optional<T>& value) { return value ? Wire<T>::write(*value) : "n"; }
};

template <typename T> std::string text_of(const T& value) { return Wire<std::decay_t<T>>::write(value); }

// A stream of frames on two descriptors.
struct Channel {
    int input;
    int output;

    std::string read(size_t count) {
        std::string found(count, '\0');
        size_t have = 0;
        while (have < count) {
            ssize_t got = ::read(input, &found[have], count - have);
            if (got <= 0) break;
            have += static_cast<size_t>(got);
        }
        found.resize(have);
        return found;
    }
    std::optional<std::string> read_frame(const std::string& word = "") {
        std::string begin = read(word.size() + 1);
        if (begin.empty()) return std::nullopt;
        if (begin.compare(0, word.size(), word) != 0) throw WireFault("bytes that are no frame");
        std::string text = begin.substr(word.size());
        while (text.back() != ':') {
            std::string more = read(1);
            if (more.empty() || text.size() > 11) throw WireFault("bytes that are no frame");
            text += more;
        }
        size_t size = std::stoull(text);
        std::string payload = read(size);
        if (payload.size() != size) throw WireFault("a frame that is cut off");
        return payload;
    }
    void write(const std::string& word, const std::string& payload) {
        std::string all = word + std::to_string(payload.size()) + ":" + payload;
        for (size_t done = 0; done < all.size();) {
            ssize_t put = ::write(output, all.data() + done, all.size() - done);
            if (put <= 0) throw WireFault("the other side is gone");
            done += static_cast<size_t>(put);
        }
    }
};

inline std::string demangled(const char* name) {
    int status = 0;
    char* text = abi::__cxa_demangle(name, nullptr, nullptr, &status);
    std::string found = text ? text : name;
    std::free(text);
    return found;
}

// The names of the standard exceptions that `error` is, the most precise one first.
inline std::vector<std::string> error_names(const std::exception& error) {
    std::vector<std::string> names{demangled(typeid(error).name())};
    auto add = [&names](bool fits, const char* name) {
        if (fits && names.front() != name) names.push_back(name);
    };
    add(dynamic_cast<const std::invalid_argument*>(&error), "std::invalid_argument");
    add(dynamic_cast<const std::domain_error*>(&error), "std::domain_error");
    add(dynamic_cast<const std::length_error*>(&error), "std::length_error");
    add(dynamic_cast<const std::out_of_range*>(&error), "std::out_of_range");
    add(dynamic_cast<const std::logic_error*>(&error), "std::logic_error");
    add(dynamic_cast<const std::range_error*>(&error), "std::range_error");
    add(dynamic_cast<const std::overflow_error*>(&error), "std::overflow_error");
    add(dynamic_cast<const std::runtime_error*>(&error), "std::runtime_error");
    names.push_back("std::exception");
    return names;
}

inline std::string error_answer(const std::vector<std::string>& names, const std::string& message) {
    return "l3:" + text_of(std::string("error")) + text_of(names) + text_of(message.substr(0, 2000));
}

// Answers calls until they end. `run` reads one call and gives its answer. Never returns: what the candidate's code has
// planned for the end of the process is not run.
template <typename Run> [[noreturn]] void serve(Run run) {
    Channel channel{dup(0), dup(1)};
    if (FILE* nothing = std::fopen("/dev/null", "r")) dup2(fileno(nothing), 0);
    dup2(2, 1);
    std::string nonce = channel.read(32);
    while (auto call = channel.read_frame()) {
        Reader in{*call};
        in.count('l');
        std::string answer;
        try {
            answer = run(in);
        } catch (const std::exception& error) {
            answer = error_answer(error_names(error), error.what());
        } catch (...) {
            answer = error_answer({"unknown"}, "something that is no std::exception was thrown");
        }
        channel.write(nonce, answer);
    }
    std::fflush(nullptr);
    _exit(0);
}

}  // namespace recrutr
