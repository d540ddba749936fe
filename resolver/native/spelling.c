/* A word of a name in plain letters, its skeletons, and the rows of chunks that its units have: what `packed_by_python` of
   `compiled_spelling.py` does with `skeleton.py`, `chunks.py` and `chunk_rows.py`, in the form in which `name.c` has it. */
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define UNIT_LETTERS 4 /* plain letters that a unit stands for at most; words with others are left to Python */
#define UNIT_CODES 3   /* characters of a unit at most */
#define CODE_BITS 16

/* A unit of a script: nats that it could reach, its row of `Table`, where the pairs that it begins start and how many
   they are, and its plain letters, behind which come zeros. */
typedef struct {
    double reach;
    int32_t row, pairs, pair_count;
    char letters[UNIT_LETTERS];
} Unit;

typedef struct {
    int32_t second, row;
} UnitPair;

/* The units of a script. */
typedef struct {
    const Unit *each;
    const UnitPair *pairs;
    int64_t first, count;     /* the lowest code of those of one character, and how many codes there are from it on */
    const uint16_t *numbers;  /* by code: the number of the unit, from 1; 0 for none */
    int64_t clusters;         /* units of several characters, by these, the first of which has the highest bits */
    const uint64_t *keys;     /* ascending */
    const uint16_t *places;   /* the number of each, from 1 */
} Units;

/* The unit of so many characters; NULL where none is known. */
static const Unit *known_unit(const Units *known, const uint32_t *codes, int64_t count) {
    if (count == 1) {
        const int64_t code = *codes - known->first;
        const int64_t number = code >= 0 && code < known->count ? known->numbers[code] : 0;
        return number ? known->each + number - 1 : NULL;
    }
    uint64_t key = 0;
    if (count > UNIT_CODES) return NULL;
    for (int64_t at = 0; at < count; at++) {
        if (codes[at] >> CODE_BITS) return NULL;
        key = key << CODE_BITS | codes[at];
    }
    const int64_t low = first_of_keys(known->keys, known->clusters, key);
    return low < known->clusters && known->keys[low] == key ? known->each + known->places[low] - 1 : NULL;
}

/* How many letters at a place spell one hushing sound: tsch sch tch dzh cz sz ch sh zh ts, or none of these. */
static int64_t hushing(const char *at) {
    switch (*at) {
    case 't':
        if (at[1] == 's') return at[2] == 'c' && at[3] == 'h' ? 4 : 2;
        return at[1] == 'c' && at[2] == 'h' ? 3 : 0;
    case 's':
        if (at[1] == 'c' && at[2] == 'h') return 3;
        return at[1] == 'z' || at[1] == 'h' ? 2 : 0;
    case 'd':
        return at[1] == 'z' && at[2] == 'h' ? 3 : 0;
    case 'c':
        return at[1] == 'z' || at[1] == 'h' ? 2 : 0;
    case 'z':
        return at[1] == 'h' ? 2 : 0;
    default:
        return 0;
    }
}

/* The letter of a full skeleton, or of a bare one behind its first letter, for each plain one; - for none. */
static const char FULL_LETTERS[] = "abcdifg-isklmnupqlstuffxis", BARE_LETTERS[] = "-pctefkh-jklmnopqrst-vwxyz";

/* Adds a letter, unless it is the last one again. */
static void add_once(char *out, int64_t *count, char letter) {
    if (letter != '-' && !(*count && out[*count - 1] == letter)) out[(*count)++] = letter;
}

static void add_sound(char *out, int64_t *count, char letter) { add_once(out, count, FULL_LETTERS[letter - 'a']); }

/* Writes the full skeleton of letters a to z, of which one may make two, and returns how many. Behind them is a zero; `room`
   is for as many and one more. */
static int64_t write_full(const char *letters, char *room, char *out) {
    int64_t count = 0;
    char *end = room;
    while (*letters) {
        const int64_t length = hushing(letters);
        *end++ = length ? 's' : *letters;
        letters += length ? length : 1;
    }
    *end = 0;
    for (const char *at = room; *at; at++) {
        char sound = *at;
        const char next = at[1];
        if (sound == 'c' && (next == 'e' || next == 'i' || next == 'y')) {
            sound = 's';
        } else if (next == 'h' && (sound == 'p' || sound == 't' || sound == 'g' || sound == 'k')) {
            sound = sound == 'p' ? 'f' : sound == 'k' ? 'h' : sound;
            at++;
        } else if (sound == 'c' || sound == 'q') {
            if (next == (sound == 'c' ? 'k' : 'u')) at++;
            sound = 'k';
        } else if (sound == 'x') {
            add_sound(out, &count, 'k');
            sound = 's';
        }
        add_sound(out, &count, sound);
    }
    return count;
}

/* Writes the bare skeleton of a full one, and returns how many letters it has. */
static int64_t write_bare(const char *full, int64_t length, char *out) {
    int64_t count = 0;
    for (int64_t at = 0; at < length; at++) {
        const char letter = BARE_LETTERS[full[at] - 'a'];
        add_once(out, &count, !at && letter == '-' ? full[at] : letter);
    }
    return count;
}

/* The row of two units together, or -1. */
static int64_t row_of_pair(const Units *known, const Unit *one, const Unit *other) {
    const UnitPair *pair = known->pairs + one->pairs;
    for (int32_t left = one->pair_count; left > 0; left--, pair++)
        if (pair->second == other - known->each) return pair->row;
    return -1;
}

/* Writes what `Spoken` has of a word itself, from its units on, and returns how many bytes; 0 where one of its units is
   not known. `codes` are its characters, behind a mark of their order, and `lengths` says of how many of them each of
   at most UNITS units is, NULL where each is of one. `out` has zeros, as many as rows and letters that these may make,
   and one more. */
int64_t exonym_spell(const Units *known, const uint32_t *codes, const uint8_t *lengths, int64_t count, int64_t *out) {
    char room[UNITS * UNIT_LETTERS + 1];
    int64_t *rows = out + OWN_NUMBERS;
    char *text = (char *)(rows + 2 * count), *full = text;
    const Unit *last = NULL;
    double reach = 0;
    codes++;
    for (int64_t at = 0; at < count; at++) {
        const int64_t length = lengths ? lengths[at] : 1;
        const Unit *unit = known_unit(known, codes, length);
        if (!unit) return 0;
        codes += length;
        for (const char *own = unit->letters; own < unit->letters + UNIT_LETTERS && *own; own++) *full++ = *own;
        reach += unit->reach;
        rows[2 * at] = unit->row;
        rows[2 * at + 1] = -1;
        if (last) rows[2 * at - 1] = row_of_pair(known, last, unit);
        last = unit;
    }
    const int64_t full_length = write_full(text, room, full);
    char *bare = full + full_length, *end = bare + write_bare(full, full_length, bare);
    out[0] = count;
    out[1] = full - text;
    out[2] = full_length;
    out[3] = end - bare;
    while ((end - text) % (int64_t)sizeof *out) end++;
    out[4] = (int64_t)offsetof(Spoken, units) + (end - (char *)out);
    memcpy(out + 5, &reach, sizeof reach);
    return end - (char *)out;
}
