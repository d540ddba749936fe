/* The loops of `lines.py` over the bytes of a block: where its lines and cells are, which rows ask for the same, and
   what goes out. Offsets are in bytes, from the beginning of the block. */
#include <stdint.h>
#include <string.h>

/* Whether bytes are UTF-8 as Python decodes it: no overlong form, no surrogate, nothing beyond U+10FFFF. */
int32_t exonym_utf8(const uint8_t *text, int64_t size) {
    const uint8_t *at = text, *end = text + size;
    while (at < end) {
        uint64_t eight;
        if (end - at >= 8 && (memcpy(&eight, at, 8), !(eight & 0x8080808080808080u))) {
            at += 8;
            continue;
        }
        const uint8_t lead = *at++;
        if (lead < 0x80) continue;
        const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
        if (lead < 0xC2 || lead > 0xF4 || end - at < more) return 0;
        const uint8_t least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        const uint8_t most = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        if (*at < least || *at > most) return 0;
        for (int each = 1; each < more; each++)
            if ((at[each] & 0xC0) != 0x80) return 0;
        at += more;
    }
    return 1;
}

/* For each line its end, whether it is odd (has a quote, or not `width` cells), and the beginning and end of each of
   `count` cells; `slots` has the place among these of each column, or -1. Returns how many lines are odd. */
int64_t exonym_lines(const uint8_t *text, int64_t size, int32_t delimiter, int64_t width, const int32_t *slots,
                     int64_t count, int32_t *ends, uint8_t *odd, int32_t *cells) {
    int64_t row = 0, column = 0, start = 0, strange = 0;
    uint8_t quoted = 0, counts[256] = {0};
    counts['\n'] = counts['"'] = counts[(uint8_t)delimiter] = 1;
    for (int64_t at = 0; at <= size; at++) {
        while (at < size && !counts[text[at]]) at++;
        const int32_t letter = at < size ? text[at] : '\n';
        if (letter == '"' && letter != delimiter) {
            quoted = 1;
            continue;
        }
        if (column < width && slots[column] >= 0) {
            int32_t *cell = cells + (row * count + slots[column]) * 2;
            cell[0] = (int32_t)start;
            cell[1] = (int32_t)at;
        }
        column++;
        start = at + 1;
        if (letter == delimiter) continue;
        ends[row] = (int32_t)at;
        strange += odd[row] = quoted || column != width;
        row++;
        column = quoted = 0;
    }
    return strange;
}

static uint64_t mixed(uint64_t hash, const uint8_t *text, int64_t size) {
    for (hash ^= (uint64_t)size; size > 0; size -= 8, text += 8) {
        uint64_t eight = 0;
        memcpy(&eight, text, size < 8 ? (size_t)size : 8);
        hash = (hash ^ eight) * 0x9E3779B97F4A7C15u;
        hash ^= hash >> 29;
    }
    return hash;
}

static int alike(const uint8_t *text, const int32_t *one, const int32_t *other, int64_t count) {
    for (int64_t at = 0; at < 2 * count; at += 2) {
        const int32_t size = one[at + 1] - one[at];
        if (size != other[at + 1] - other[at] || memcmp(text + one[at], text + other[at], (size_t)size)) return 0;
    }
    return 1;
}

/* Numbers the rows that are not odd by their cells, those that first come first; `firsts` has the first row of each
   number. `places` is room, all -1, for a power of two that is more than there are rows; `seed` keeps those who write
   tables from foreseeing who collides. Returns how many numbers there are. */
int64_t exonym_groups(const uint8_t *text, const int32_t *cells, int64_t count, const uint8_t *odd, int64_t rows,
                      uint64_t seed, int32_t *places, int64_t capacity, int32_t *groups, int32_t *firsts) {
    int64_t found = 0;
    for (int64_t row = 0; row < rows; row++) {
        if (odd[row]) continue;
        const int32_t *own = cells + row * count * 2;
        uint64_t hash = seed;
        for (int64_t at = 0; at < 2 * count; at += 2) hash = mixed(hash, text + own[at], own[at + 1] - own[at]);
        int64_t place = (int64_t)(hash & (uint64_t)(capacity - 1));
        while (places[place] >= 0 && !alike(text, own, cells + (int64_t)firsts[places[place]] * count * 2, count))
            place = (place + 1) & (capacity - 1);
        if (places[place] < 0) {
            firsts[found] = (int32_t)row;
            places[place] = (int32_t)found++;
        }
        groups[row] = places[place];
    }
    return found;
}

/* Each line, and behind it what belongs to its number: `suffixes` from `starts[number]` on. Returns the size. */
int64_t exonym_beside(const uint8_t *text, const int32_t *ends, const int32_t *groups, int64_t rows,
                      const uint8_t *suffixes, const int64_t *starts, uint8_t *out) {
    uint8_t *at = out;
    int64_t start = 0;
    for (int64_t row = 0; row < rows; row++) {
        const size_t own = (size_t)(ends[row] - start);
        memcpy(at, text + start, own);
        at += own;
        start = ends[row] + 1;
        const int64_t begin = starts[groups[row]];
        const size_t more = (size_t)(starts[groups[row] + 1] - begin);
        memcpy(at, suffixes + begin, more);
        at += more;
    }
    return at - out;
}
