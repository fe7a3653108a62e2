// expect: MLE
// sample: yes
// The file is small, the array is not.
#include <stdio.h>
static char array[512 << 20];
int main(void) {
    for (long at = 0; at < (long)sizeof array; at += 4096) array[at] = 1;
    printf("%d\n", array[4096]);
}
