/* What the best way weighs to cut a word and Latin letters into chunks that stand for each other: `path_weight` of
   chunk_alignment.py, sum for sum. Unlike `weigh` of kernel.c it looks near the diagonal only, with the weights in full. */
#include <stdint.h>

#define LONGEST_PATH 64 /* units, and letters: longer words are left to Python */

/* The chunks of a script, as `Table` of kernel.c has them, with their weights in full. */
typedef struct {
    const int32_t *starts;
    const int16_t *chunks;
    const double *weights;
    int64_t count;            /* of all chunks that there are */
    int64_t empty;            /* the one without letters */
    double unknown, by_letter;
    const uint8_t *lengths;   /* of each chunk */
    const uint32_t *keys;     /* of each chunk from 1 on, ascending: its letters, the first in the highest byte */
    const double *inserted;   /* by letter: what it weighs where it stands for nothing */
} PathTable;

static const double NO_WAY = -1e9, NO_CHUNK = -1e12;

/* Notes what each chunk of a row weighs, or takes it back; a row below -1 is that of one chunk (`ChunkRows.of_word`). */
static void note_row(const PathTable *table, int64_t row, double *weight_of, int takes_back) {
    if (row < -1) {
        const int64_t chunk = -2 - row;
        weight_of[chunk] = takes_back ? NO_CHUNK : table->by_letter * table->lengths[chunk];
        return;
    }
    for (int64_t at = row < 0 ? 0 : table->starts[row], end = row < 0 ? 0 : table->starts[row + 1]; at < end; at++)
        weight_of[table->chunks[at]] = takes_back ? NO_CHUNK : table->weights[at];
}

/* The number of the chunk with such letters, or 0. */
static int16_t chunk_number(const PathTable *table, uint32_t key) {
    const int64_t low = first_of_chunks(table->keys, table->count - 1, key);
    return low < table->count - 1 && table->keys[low] == key ? (int16_t)(low + 1) : 0;
}

/* Writes for each letter the numbers of the chunks of 1 to LATIN letters that begin there. */
static void cut_letters(const PathTable *table, const char *latin, int64_t letters, int16_t *pieces) {
    for (int64_t j = 0; j < letters; j++) {
        uint32_t key = 0;
        for (int64_t length = 1; length <= LATIN && j + length <= letters; length++) {
            key |= (uint32_t)(uint8_t)latin[j + length - 1] << 8 * (LATIN - length);
            pieces[j * LATIN + length - 1] = chunk_number(table, key);
        }
    }
}

static void raise_way(double *place, double value) {
    if (value > *place) *place = value;
}

/* Ways on from letter j by the chunks that begin there. One unit may stand for no letter, or for one, that it is not
   known to stand for. */
static void go_on(const PathTable *table, const int16_t *pieces, int64_t letters, int64_t j, double value, const double *weight_of,
                  int is_single, double *there) {
    for (int64_t length = 0; length <= LATIN && j + length <= letters; length++) {
        const int64_t chunk = length ? pieces[j * LATIN + length - 1] : table->empty;
        double weight = chunk > 0 && chunk < table->count ? weight_of[chunk] : NO_CHUNK;
        if (weight == NO_CHUNK) {
            if (!is_single || length > 1) continue;
            weight = table->unknown;
        }
        raise_way(there + j + length, value + weight);
    }
}

/* Nats of a word, with two rows for each unit, and letters, neither of them without any. `known` has two weights
   of each chunk, which are and stay NO_CHUNK. */
static double weigh_path(const PathTable *table, const int64_t *rows, int64_t units, const char *latin, int64_t letters,
                         double *known) {
    int16_t pieces[LONGEST_PATH * LATIN];
    double score[LONGEST_PATH + 2][LONGEST_PATH + 1], inserted[LONGEST_PATH], *one = known, *two = known + table->count;
    const double wide = 0.4 * (double)letters, band = wide > 2.5 ? wide : 2.5, slope = (double)letters / (double)units;
    cut_letters(table, latin, letters, pieces);
    for (int64_t j = 0; j < letters; j++) inserted[j] = table->inserted[(uint8_t)latin[j]];
    for (int64_t i = 0; i <= units + 1; i++)
        for (int64_t j = 0; j <= letters; j++) score[i][j] = NO_WAY;
    score[0][0] = 0;
    for (int64_t i = 0; i < units; i++) {
        const int64_t low = (int64_t)((double)i * slope - band), high = (int64_t)((double)i * slope + band);
        const int is_double = i + 1 < units && rows[2 * i + 1] != -1;
        note_row(table, rows[2 * i], one, 0);
        if (is_double) note_row(table, rows[2 * i + 1], two, 0);
        for (int64_t j = low > 0 ? low : 0; j <= (high < letters ? high : letters); j++) {
            const double value = score[i][j];
            if (value <= NO_WAY) continue;
            if (j < letters) raise_way(score[i] + j + 1, value + inserted[j]);
            go_on(table, pieces, letters, j, value, one, 1, score[i + 1]);
            if (is_double) go_on(table, pieces, letters, j, value, two, 0, score[i + 2]);
        }
        note_row(table, rows[2 * i], one, 1);
        if (is_double) note_row(table, rows[2 * i + 1], two, 1);
    }
    for (int64_t j = 0; j < letters; j++) raise_way(score[units] + j + 1, score[units][j] + inserted[j]);
    return score[units][letters];
}
