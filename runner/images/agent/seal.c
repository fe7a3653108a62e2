/* BLAKE2b with a key (RFC 7693), 32 bytes out: the same as Python's hashlib.blake2b(key=..., digest_size=32). */
#include "cell.h"

#include <string.h>

static const uint64_t START[8] = {0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
                                  0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179};
static const uint8_t ORDER[10][16] = {
    {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}, {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
    {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4}, {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
    {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13}, {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
    {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11}, {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
    {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5}, {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}};

static uint64_t turn(uint64_t value, int bits) { return value >> bits | value << (64 - bits); }

static void mix(uint64_t *v, const uint8_t *at, uint64_t x, uint64_t y) {
    uint64_t *a = v + at[0], *b = v + at[1], *c = v + at[2], *d = v + at[3];
    *a += *b + x;
    *d = turn(*d ^ *a, 32);
    *c += *d;
    *b = turn(*b ^ *c, 24);
    *a += *b + y;
    *d = turn(*d ^ *a, 16);
    *c += *d;
    *b = turn(*b ^ *c, 63);
}

static void compress(struct seal *seal, const uint8_t *block, int last) {
    static const uint8_t PLACES[8][4] = {{0, 4, 8, 12}, {1, 5, 9, 13}, {2, 6, 10, 14}, {3, 7, 11, 15},
                                         {0, 5, 10, 15}, {1, 6, 11, 12}, {2, 7, 8, 13}, {3, 4, 9, 14}};
    uint64_t v[16], words[16];
    memcpy(words, block, sizeof words); /* little endian, as both machines are for which there is a door */
    memcpy(v, seal->state, sizeof seal->state);
    memcpy(v + 8, START, sizeof START);
    v[12] ^= seal->count;
    if (last) v[14] = ~v[14];
    for (int round = 0; round < 12; round++)
        for (int one = 0; one < 8; one++) {
            const uint8_t *order = ORDER[round % 10] + 2 * one;
            mix(v, PLACES[one], words[order[0]], words[order[1]]);
        }
    for (int one = 0; one < 8; one++) seal->state[one] ^= v[one] ^ v[one + 8];
}

void seal_begin(struct seal *seal, const uint8_t key[SEAL_BYTES]) {
    memset(seal, 0, sizeof *seal);
    memcpy(seal->state, START, sizeof START);
    seal->state[0] ^= 0x01010000 ^ SEAL_BYTES << 8 ^ SEAL_BYTES;
    memcpy(seal->block, key, SEAL_BYTES);
    seal->filled = sizeof seal->block; /* the key is a block of its own */
}

void seal_add(struct seal *seal, const void *data, size_t size) {
    const uint8_t *from = data;
    while (size > 0) {
        if (seal->filled == sizeof seal->block) { /* only when more follows: the last block is special */
            seal->count += sizeof seal->block;
            compress(seal, seal->block, 0);
            seal->filled = 0;
        }
        size_t part = sizeof seal->block - seal->filled;
        if (part > size) part = size;
        memcpy(seal->block + seal->filled, from, part);
        seal->filled += part;
        from += part;
        size -= part;
    }
}

void seal_end(struct seal *seal, uint8_t out[SEAL_BYTES]) {
    seal->count += seal->filled;
    memset(seal->block + seal->filled, 0, sizeof seal->block - seal->filled);
    compress(seal, seal->block, 1);
    memcpy(out, seal->state, SEAL_BYTES);
}
