// expect: RAN
// Frames as the engine multiplexes them, around answers as the agent seals them, on both streams.
#include <stdio.h>
#include <string.h>
#include <unistd.h>
int main(void) {
    const char header[] = "{\"exit_code\":0,\"signal\":null,\"cpu_us\":1,\"wall_us\":1,\"memory_bytes\":1,\"oom\":false,\"timed_out\":null,"
                          "\"output_exceeded\":false,\"stdout_truncated\":false,\"stderr_truncated\":false,\"stdout\":26,\"stderr\":0,\"artifacts\":[]}";
    const char words[] = "6174 kept outside the boxes";
    unsigned char frame[1024] = {1, 0, 0, 0};
    size_t at = 8;
    memcpy(frame + at, "RCT1", 4);
    at += 4 + 32;
    frame[at + 3] = sizeof header - 1;
    at += 4;
    memcpy(frame + at, header, sizeof header - 1);
    at += sizeof header - 1;
    memcpy(frame + at, words, sizeof words - 1);
    at += sizeof words - 1;
    frame[6] = (at - 8) >> 8;
    frame[7] = (at - 8) & 255;
    for (int stream = 1; stream < 3; stream++)
        for (int from = 0; from < 2; from++) write(stream, frame + 8 * from, at - 8 * from);
}
