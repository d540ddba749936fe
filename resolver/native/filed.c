/* The walk of `documents/written.py` over a passage: from each of its units on, which keys its letters are, and which
   keys its Han characters are by a reading. It finds what Python does there. */
#include <stdint.h>
#include <stdlib.h>

/* What a walk has found: `width` numbers for each find, of which as many are written as there is `room` for. */
typedef struct {
    int32_t *found;
    int64_t count, room;
} Finds;

static void add_find(Finds *finds, int64_t start, int64_t end, int64_t key) {
    if (finds->count < finds->room) {
        int32_t *const place = finds->found + 3 * finds->count;
        place[0] = (int32_t)start;
        place[1] = (int32_t)end;
        place[2] = (int32_t)key;
    }
    finds->count++;
}

/* Narrows a range of keys, which have the first `depth` bytes in common, to those that go on with a text. */
static int narrow(const Keys *keys, int64_t *low, int64_t *high, int64_t depth, const uint8_t *text, int64_t size) {
    *low = first_like(keys, *low, *high, depth, text, size, 0);
    *high = first_like(keys, *low, *high, depth, text, size, 1);
    return *low < *high;
}

static int is_whole(const Keys *keys, int64_t number, int64_t depth) {
    return size_of(keys, number) == depth;
}

/* Finds the keys that the letters of at most `most[at]` units from each unit `at` on are: the unit, the unit behind and
   the key, three numbers for each as far as there is `room`. `ends[at]` is where the letters of a unit end. Returns how
   many there are. */
int64_t exonym_filed(const Keys *keys, const uint8_t *letters, const int32_t *ends, const uint8_t *most, int64_t units,
                     int32_t *found, int64_t room) {
    Finds finds = {found, 0, room};
    for (int64_t at = 0; at < units; at++) {
        const int64_t begin = at ? ends[at - 1] : 0;
        int64_t low = 0, high = keys->count, done = begin;
        for (int64_t place = at; place < units && place < at + most[at] && low < high; place++) {
            const int64_t end = ends[place];
            if (end == begin || !narrow(keys, &low, &high, done - begin, letters + done, end - done)) break;
            if (is_whole(keys, low, end - begin)) add_find(&finds, at, place + 1, low);
            done = end;
        }
    }
    return finds.count;
}

/* The readings of the units of a passage, one after the other: for each a byte that counts its readings, and for each of
   these a byte of flags, a byte of size, and its letters. `places` says where those of each unit begin. */
typedef struct {
    const uint8_t *flat;
    const int32_t *places;
    int64_t units;
} Readings;

enum { BEGINS_A_NAME = 1 };

/* Where the readings of each unit begin; 0 where they are not as long as they say. */
static int place_readings(const uint8_t *flat, int64_t size, int64_t units, int32_t *places) {
    int64_t at = 0;
    for (int64_t unit = 0; unit < units; unit++) {
        if (at >= size) return 0;
        places[unit] = (int32_t)at;
        for (int left = flat[at++]; left; left--) {
            if (at + 2 > size) return 0;
            at += 2 + flat[at + 1];
        }
    }
    return at == size;
}

/* The units behind names that begin at `start`, one bit each by how many units they have, of those that go on at `unit`
   with one of its readings; `depth` bytes are read before. */
static uint32_t read_on(const Keys *keys, const Readings *readings, const uint8_t *glued, int64_t start, int64_t unit,
                        int64_t most, int64_t depth, int64_t low, int64_t high) {
    const uint8_t *at = readings->flat + readings->places[unit];
    uint32_t found = 0;
    for (int left = *at++; left; left--, at += 2 + at[1]) {
        int64_t first = low, last = high;
        const int64_t size = at[1];
        if ((unit == start && !(at[0] & BEGINS_A_NAME)) || !(depth + size)) continue;
        if (!narrow(keys, &first, &last, depth, at + 2, size)) continue;
        const int64_t next = unit + 1;
        if (unit > start && is_whole(keys, first, depth + size)) found |= 1u << (next - start);
        if (next < readings->units && next - start < most && glued[next])
            found |= read_on(keys, readings, glued, start, next, most, depth + size, first, last);
    }
    return found;
}

/* Finds the names of two to `most` units that are a key by their readings, and whose first may begin a name: the unit,
   the unit behind and 0 for each as far as there is `room`. `glued[at]` says whether a unit is written on to the one
   before. Returns how many there are; -1 where memory is wanting, -2 where Python has to do it. */
int64_t exonym_read(const Keys *keys, const uint8_t *flat, int64_t size, const uint8_t *glued, int64_t units,
                    int64_t most, int32_t *found, int64_t room) {
    if (units < 1 || most > 8 || size > INT32_MAX) return -2;
    int32_t *places = malloc((size_t)units * sizeof *places);
    Finds finds = {found, 0, room};
    if (!places) return -1;
    const Readings readings = {flat, places, units};
    const int known = place_readings(flat, size, units, places);
    for (int64_t at = 0; known && at < units; at++) {
        const uint32_t ends = flat[places[at]] ? read_on(keys, &readings, glued, at, at, most, 0, 0, keys->count) : 0;
        for (int64_t count = 2; ends >> count; count++)
            if (ends >> count & 1) add_find(&finds, at, at + count, 0);
    }
    free(places);
    return known ? finds.count : -2;
}
