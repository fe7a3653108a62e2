// expect: CE
// The same for a file of the image that only its root may read.
#include "/etc/shadow"
int main() {}
