/* The inner loop of `kernel.py`: how alike two words are, and the weight of the best way to cut them into chunks that
   stand for each other, for each word of a query with many words. It does, float for float, what numpy does there. */
#include <stdint.h>
#include <string.h>

#define SOURCE 2   /* units that a chunk has at most: LONGEST_SOURCE */
#define LATIN 4    /* letters that a chunk has at most: LONGEST_LATIN */
#define LETTERS 16 /* letters of a word: LONGEST_HEARD */
#define UNITS 64   /* units of a word of the query, and letters of its skeletons; longer ones are left to numpy */

static const float NEVER = -1e6f;

/* A word of the query. `starting` has, for each unit and each count of units from 1, the weights of all chunks for them,
   or null; `has` the lengths of these chunks, as bits; `most` the greatest of the weights. */
typedef struct {
    int64_t units;
    const float *const *starting;
    const float *most;
    const uint8_t *has;
    const float *inserted; /* of each chunk of one letter, none above 0: what it weighs where it stands for nothing */
    const char *full, *bare; /* its skeletons, of a to z */
    int64_t full_length, bare_length;
} Word;

/* The numbered words. `chunks` has, for each letter, the chunks of 1 to LATIN letters that begin there; `firsts` says
   where the letters of each word begin. `full` and `bare` are all skeletons; `full_starts` says where each begins. */
typedef struct {
    const int16_t *chunks;
    const int64_t *firsts;
    const int32_t *lengths;
    const char *full, *bare;
    const int64_t *full_starts, *bare_starts;
    int64_t empty; /* the chunk without letters */
} Words;

static inline void raise_to(float *place, float value) {
    *place = value > *place ? value : *place; /* no jump: it could not be foreseen */
}

/* Nats of the word with some letters. A way that cannot come above 0 any more may be given up: then it is NEVER. */
static float weigh(const Word *word, const float *rest, const int16_t *chunks, int letters, int64_t empty) {
    const int units = (int)word->units;
    float score[UNITS + 1][LETTERS + 1];
    float before = 1; /* the most that a way through the unit before may reach */
    for (int i = 0; i <= units; i++)
        for (int j = 0; j <= letters; j++) score[i][j] = NEVER;
    score[0][0] = 0;
    for (int i = 0; i <= units; i++) {
        float *here = score[i], most = NEVER;
        for (int j = letters; i && j > 0; j--)
            raise_to(here + j, here[j - 1] + word->inserted[chunks[(j - 1) * LATIN]]);
        for (int j = 0; j <= letters; j++) raise_to(&most, here[j]);
        most += rest[i];
        if (most <= 0 && before <= 0) return NEVER;
        before = most;
        for (int count = 1; count <= SOURCE && i + count <= units; count++) {
            const float *weights = word->starting[i * SOURCE + count - 1];
            if (!weights) continue;
            const uint8_t lengths = word->has[i * SOURCE + count - 1];
            float *there = score[i + count];
            if (lengths & 1)
                for (int j = 0; j <= letters; j++) raise_to(there + j, here[j] + weights[empty]);
            for (int length = 1; length <= LATIN; length++)
                if (lengths >> length & 1)
                    for (int j = 0; j + length <= letters; j++)
                        raise_to(there + j + length, here[j] + weights[chunks[j * LATIN + length - 1]]);
        }
    }
    return score[units][letters];
}

/* For each unit, and behind the last, the most that the units from there may weigh, a little more for rounding. */
static void add_rests(const Word *word, float *rest) {
    rest[word->units] = 0.01f;
    for (int64_t i = word->units - 1; i >= 0; i--) {
        rest[i] = NEVER;
        for (int64_t count = 1; count <= SOURCE && i + count <= word->units; count++)
            if (word->starting[i * SOURCE + count - 1])
                raise_to(rest + i, rest[i + count] + word->most[i * SOURCE + count - 1]);
    }
}

/* For each letter, the places of a skeleton that have it, as bits. */
static void note_places(const char *letters, int64_t length, uint64_t *places) {
    memset(places, 0, 256 * sizeof *places);
    for (int64_t at = 0; at < length; at++) places[(uint8_t)letters[at]] |= (uint64_t)1 << at;
}

/* Per cent of letters that two skeletons have in common, in their order (Hyyrö's bit-parallel longest common
   subsequence), as `rapidfuzz.fuzz.ratio` gives it. */
static float ratio(const uint64_t *places, int64_t length, const char *other, int64_t other_length) {
    uint64_t missing = ~(uint64_t)0;
    for (int64_t at = 0; at < other_length; at++) {
        const uint64_t common = missing & places[(uint8_t)other[at]];
        missing = (missing + common) | (missing - common);
    }
    const int64_t whole = length + other_length, same = __builtin_popcountll(~missing);
    return whole ? (float)(100 * (1 - (double)(whole - 2 * same) / (double)whole)) : 100;
}

/* For each word of the query and each of the numbers, by rows for the former: the likeness of the full skeletons, and
   nats by sound, at least 0; not a number where neither skeleton is `like` enough, the bare one less `bare`. */
void exonym_hear(int64_t words, const Word *query, int64_t count, const int64_t *numbers, const Words *all, float like,
                 float bare, float *likeness, float *sound) {
    for (int64_t place = 0; place < words; place++) {
        const Word *word = query + place;
        uint64_t full_places[256], bare_places[256];
        float rest[UNITS + 1];
        note_places(word->full, word->full_length, full_places);
        note_places(word->bare, word->bare_length, bare_places);
        add_rests(word, rest);
        for (int64_t at = 0; at < count; at++, likeness++, sound++) {
            const int64_t number = numbers[at], full = all->full_starts[number], short_ = all->bare_starts[number];
            *likeness = ratio(full_places, word->full_length, all->full + full, all->full_starts[number + 1] - full);
            *sound = __builtin_nanf("");
            if (*likeness < like &&
                ratio(bare_places, word->bare_length, all->bare + short_, all->bare_starts[number + 1] - short_) - bare < like)
                continue;
            const float found =
                weigh(word, rest, all->chunks + all->firsts[number] * LATIN, all->lengths[number], all->empty);
            *sound = found > 0 ? found : 0;
        }
    }
}
