// expect: CE
// Files of the machine as source text: what cannot be compiled would be quoted in the compiler's words.
#if __has_include("/var/run/docker.sock") || __has_include("/recrutr-host/apt.conf") || __has_include("/dev/mem")
#error escaped: there is more here than the image
#endif
#include "/proc/1/cmdline"
#include "/proc/1/environ"
int main() {}
