/* The inner loop of `lexicon`: the weight of the best way to cut two words into chunks that stand for each other, for
   many pairs of words at once. It does, float for float, what the loop in `kernel.py` does with numpy. */
#include <stdint.h>

#define SOURCE 2   /* units that a chunk has at most: LONGEST_SOURCE */
#define LATIN 4    /* letters that a chunk has at most: LONGEST_LATIN */
#define LETTERS 16 /* letters of a word: LONGEST_HEARD */
#define UNITS 64   /* units of a word of the query; longer ones are left to numpy */

static const float NEVER = -1e6f;

static inline void raise_to(float *place, float value) {
    if (value > *place) *place = value;
}

/* `starting` has, for each unit and each count of units from 1, the weights of all chunks for them, or null; `has` the
   lengths that these chunks have, as bits. `chunks` has, for each letter, the chunks of 1 to LATIN letters there. */
static float weigh(int units, const float *const *starting, const uint8_t *has, const float *inserted,
                   const int16_t *chunks, int letters, int empty) {
    float score[UNITS + 1][LETTERS + 1];
    for (int i = 0; i <= units; i++)
        for (int j = 0; j <= letters; j++) score[i][j] = NEVER;
    score[0][0] = 0;
    for (int i = 0; i <= units; i++) {
        float *here = score[i];
        for (int j = letters; i && j > 0; j--) raise_to(here + j, here[j - 1] + inserted[chunks[(j - 1) * LATIN]]);
        for (int count = 1; count <= SOURCE && i + count <= units; count++) {
            const float *weights = starting[i * SOURCE + count - 1];
            if (!weights) continue;
            uint8_t lengths = has[i * SOURCE + count - 1];
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

/* For each of `count` pairs the weight of word `owners[pair]` of the query with word `numbers[pair]` of the lexicon. A
   word of the query has `units[word]` units and a row of `width` entries in `starting` and `has`. */
void exonym_weights(int64_t count, const int64_t *owners, const int64_t *numbers, const int64_t *units, int64_t width,
                    const float *const *starting, const uint8_t *has, const float *const *inserted,
                    const int16_t *chunks, const int64_t *firsts, const int32_t *lengths, int32_t empty, float *result) {
    for (int64_t pair = 0; pair < count; pair++) {
        int64_t owner = owners[pair], number = numbers[pair];
        result[pair] = weigh((int)units[owner], starting + owner * width, has + owner * width, inserted[owner],
                             chunks + firsts[number] * LATIN, lengths[number], empty);
    }
}
