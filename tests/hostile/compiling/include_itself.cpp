// expect: CE
// Includes itself twice, so that every level doubles the work.
#if __INCLUDE_LEVEL__ < 150
#include __FILE__
#include __FILE__
#endif
int main() {}
