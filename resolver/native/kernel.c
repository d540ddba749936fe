/* The inner loop of `kernel.py`: how alike two words are, and the weight of the best way to cut them into chunks that
   stand for each other. It does, float for float, what numpy does there. `ranking.c` asks it. */
#include <stdint.h>
#include <string.h>

#define SOURCE 2   /* units that a chunk has at most: LONGEST_SOURCE */
#define LATIN 4    /* letters that a chunk has at most: LONGEST_LATIN */
#define LETTERS 16 /* letters of a word: LONGEST_HEARD */
#define SKELETON 24 /* letters of a skeleton that a record has room for */
#define UNITS 64   /* units of a word of the query, and letters of its skeletons; longer ones are left to numpy */

#define EMPTY 1    /* the column of the chunk without letters */
#define LANES 8    /* rows are looked at so many at a time; there are a multiple of them */

static const float NEVER = -1e6f;

/* A word of a form (`record` of word_records.py): three lines of the cache, of which the first says all but its chunks. */
typedef struct {
    float rarity, size;
    uint16_t letters, full_length, bare_length, spare;
    char full[SKELETON], bare[SKELETON]; /* the first letters of its skeletons */
    int16_t chunks[LETTERS * LATIN];     /* for each letter, the chunks of 1 to LATIN letters that begin there */
} WordRecord;

/* The numbered words. `full` and `bare` are all skeletons, each with a line's end behind it; `full_starts` says where
   each begins, and where the last ends. They are asked for where a record has no room for all letters. */
typedef struct {
    const WordRecord *records;
    const char *full, *bare;
    const int64_t *full_starts, *bare_starts;
} Words;

/* Letters that follow each other. */
typedef struct {
    const char *letters;
    int64_t length;
} Text;

static Text text_at(const char *all, const int64_t *starts, int64_t number) {
    return (Text){all + starts[number], starts[number + 1] - starts[number] - 1};
}

static Text full_of(const Words *words, int64_t number) {
    const WordRecord *record = words->records + number;
    if (record->full_length <= SKELETON) return (Text){record->full, record->full_length};
    return text_at(words->full, words->full_starts, number);
}

static Text bare_of(const Words *words, int64_t number) {
    const WordRecord *record = words->records + number;
    if (record->bare_length <= SKELETON) return (Text){record->bare, record->bare_length};
    return text_at(words->bare, words->bare_starts, number);
}

/* The chunks of a script: for each row, which stands for one unit or for two, the chunks it is rendered by. */
typedef struct {
    const int32_t *starts;
    const int16_t *chunks;
    const float *weights;
    const float *inserted; /* by chunk of one letter, none above 0: what it weighs where it stands for nothing */
} Table;

/* What is known of all chunks, by their numbers. `letters` are those of at most one letter, first the one of none. */
typedef struct {
    int64_t count, letter_count;
    const uint8_t *lengths;
    const int16_t *letters;
    float unknown;   /* the weight of a letter, or of none, for a unit that is not known to stand for it */
    float by_letter; /* the weight of each letter of the rough romanisation of a unit that no table has */
} Chunks;

/* A word of the query. Only chunks that its units may stand for, and single letters, have a column: 0 is all others. Each
   unit has a row for each count of units from 1 that begin with it. */
typedef struct {
    int64_t units, columns, rows, chunks;
    uint16_t *column;              /* of each of so many chunks; 1 for the one without letters */
    int16_t *chunk;                /* of each column */
    float *weights;                /* of all rows, for each column; then the least that each row may be taken for */
    float *inserted;               /* by column: what a letter weighs that stands for nothing */
    float *most;                   /* by chunk: the most of any row, or for nothing; behind all chunks, what is none */
    float silent;                  /* the most that units which stand for no letter may weigh together */
    uint8_t has[UNITS * SOURCE];   /* the lengths of the chunks of each row, as bits; 0 where it stands for none */
    uint64_t full[256], bare[256]; /* for each letter, the places of a skeleton that have it, as bits */
    int64_t full_length, bare_length;
} Word;

static inline void raise_to(float *place, float value) {
    *place = value > *place ? value : *place; /* no jump: it could not be foreseen */
}

/* The chunks of some letters by the columns of a word: for each letter those of 1 to LATIN letters that begin there. */
typedef struct {
    int letters;
    uint16_t columns[LETTERS * LATIN];
} Spelling;

static uint16_t column_of(const Word *word, int16_t chunk) {
    return (uint16_t)chunk < word->chunks ? word->column[chunk] : 0; /* which chunk a file names is not taken on trust */
}

static void spell(const Word *word, const int16_t *chunks, int letters, Spelling *spelling) {
    spelling->letters = letters;
    for (int j = 0; j < letters * LATIN; j++) spelling->columns[j] = column_of(word, chunks[j]);
}

/* The most that a chunk may weigh; which one a file names is not taken on trust. */
static float most_of(const Word *word, int16_t chunk) {
    return word->most[(uint16_t)chunk < word->chunks ? (uint16_t)chunk : word->chunks];
}

/* The most that letters may weigh, each with whichever units it likes best; and a little for rounding. */
static float bound_of_letters(const Word *word, const int16_t *chunks, int letters) {
    float one = 0, two = 0, three = 0, four = 0; /* the most from the next letter on, and from those behind it */
    for (const int16_t *here = chunks + letters * LATIN; here > chunks;) {
        here -= LATIN; /* none where a chunk would end behind the letters */
        float most = four + most_of(word, here[3]);
        raise_to(&most, three + most_of(word, here[2]));
        raise_to(&most, two + most_of(word, here[1]));
        raise_to(&most, one + most_of(word, here[0])); /* what was reckoned last is asked for last: nothing waits for it */
        four = three;
        three = two;
        two = one;
        one = most;
    }
    return one + word->silent + 0.01f;
}

/* The most that the units from each on may weigh, each with whichever letters it likes best; and a little for rounding. */
static void bound_of_units(const Word *word, const Spelling *spelling, float *rest) {
    float most[UNITS * SOURCE + LANES];
    uint16_t known[LETTERS * LATIN];
    int count = 0;
    for (int j = 0; j < spelling->letters * LATIN; j++) {
        known[count] = spelling->columns[j];
        count += spelling->columns[j] != 0; /* no jump here either */
    }
    for (int64_t first = 0; first < word->rows; first += LANES) {
        const float *weights = word->weights + first;
        float lanes[LANES]; /* they stay in registers */
        memcpy(lanes, weights + word->columns * word->rows, sizeof lanes);
        for (int each = 0; each < count; each++)
            for (int lane = 0; lane < LANES; lane++) raise_to(lanes + lane, weights[known[each] * word->rows + lane]);
        memcpy(most + first, lanes, sizeof lanes);
    }
    rest[word->units] = 0.01f;
    for (int64_t i = word->units - 1; i >= 0; i--) {
        rest[i] = rest[i + 1] + most[i * SOURCE];
        for (int64_t count = 2; count <= SOURCE && i + count <= word->units; count++)
            raise_to(rest + i, rest[i + count] + most[i * SOURCE + count - 1]);
    }
}

/* The most that `weigh` may give; NEVER where that is not above 0. Below `enough` it is not told more exactly. */
static float weigh_at_most(const Word *word, const int16_t *chunks, int letters, float enough) {
    float rest[UNITS + 1];
    Spelling spelling;
    const float most = bound_of_letters(word, chunks, letters);
    if (most <= 0) return NEVER;
    if (most <= enough) return most;
    spell(word, chunks, letters, &spelling);
    bound_of_units(word, &spelling, rest);
    return rest[0] < most ? rest[0] : most;
}

/* Nats of the word with some letters. A way that cannot come above 0 any more may be given up: then it is NEVER. */
static float weigh(const Word *word, const int16_t *chunks, int letters) {
    const int units = (int)word->units;
    float score[UNITS + 1][LETTERS + 1], rest[UNITS + 1], inserted[LETTERS];
    Spelling spelling;
    const uint16_t *columns = spelling.columns;
    spell(word, chunks, letters, &spelling);
    bound_of_units(word, &spelling, rest);
    if (rest[0] <= 0) return NEVER;
    for (int j = 0; j < letters; j++) inserted[j] = word->inserted[columns[j * LATIN]];
    float before = 1; /* the most that a way through the unit before may reach */
    for (int i = 0; i <= units; i++)
        for (int j = 0; j <= letters; j++) score[i][j] = NEVER;
    score[0][0] = 0;
    for (int i = 0; i <= units; i++) {
        float *here = score[i], most = NEVER;
        for (int j = letters; i && j > 0; j--) raise_to(here + j, here[j - 1] + inserted[j - 1]);
        for (int j = 0; j <= letters; j++) raise_to(&most, here[j]);
        most += rest[i];
        if (most <= 0 && before <= 0) return NEVER;
        before = most;
        for (int count = 1; count <= SOURCE && i + count <= units; count++) {
            const int row = i * SOURCE + count - 1;
            const uint8_t lengths = word->has[row];
            if (!lengths) continue;
            const float *weights = word->weights + row;
            float *there = score[i + count];
            if (lengths & 1)
                for (int j = 0; j <= letters; j++) raise_to(there + j, here[j] + weights[EMPTY * word->rows]);
            for (int length = 1; length <= LATIN; length++)
                if (lengths >> length & 1)
                    for (int j = 0; j + length <= letters; j++)
                        raise_to(there + j + length, here[j] + weights[columns[j * LATIN + length - 1] * word->rows]);
        }
    }
    return score[units][letters];
}

/* How many renderings all rows of a word may have. */
static int64_t renderings_needed(const Table *table, const int64_t *rows, int64_t units) {
    int64_t needed = 0;
    for (int64_t at = 0; at < units * SOURCE; at++)
        needed += rows[at] >= 0 ? table->starts[rows[at] + 1] - table->starts[rows[at]] : 1;
    return needed;
}

static void add_column(Word *word, int64_t chunk) {
    if (word->column[chunk]) return;
    word->chunk[word->columns] = (int16_t)chunk;
    word->column[chunk] = (uint16_t)word->columns++;
}

/* Gives a column to each chunk that the units may stand for, and to each letter. */
static void add_columns(Word *word, const Table *table, const Chunks *all, const int64_t *rows) {
    word->chunks = all->count;
    memset(word->column, 0, (size_t)all->count * sizeof *word->column);
    word->columns = EMPTY;
    for (int64_t at = 0; at < all->letter_count; at++) add_column(word, all->letters[at]);
    for (int64_t at = 0; at < word->units * SOURCE; at++) {
        if (rows[at] < -1) add_column(word, -2 - rows[at]);
        const int64_t end = rows[at] < 0 ? 0 : table->starts[rows[at] + 1];
        for (int64_t each = rows[at] < 0 ? 0 : table->starts[rows[at]]; each < end; each++)
            add_column(word, table->chunks[each]);
    }
}

static void put(Word *word, const Chunks *all, int64_t row, int64_t chunk, float weight) {
    word->weights[word->column[chunk] * word->rows + row] = weight;
    word->has[row] |= (uint8_t)(1 << all->lengths[chunk]);
}

/* Notes the most that each chunk has in any row, or as a letter that stands for nothing. */
static void note_most(Word *word) {
    for (int64_t chunk = 0; chunk <= word->chunks; chunk++) word->most[chunk] = NEVER;
    for (int64_t column = EMPTY; column < word->columns; column++) {
        const float *weights = word->weights + column * word->rows;
        float most = word->inserted[column];
        for (int64_t row = 0; row < word->rows; row++) raise_to(&most, weights[row]);
        word->most[word->chunk[column]] = most;
    }
}

/* The weights of a word's units. For each unit there is a row for it alone and one for it and the next: -1 where these
   stand for nothing together; -2 less a chunk for a unit that no table has, but that is romanised so. */
static void add_weights(Word *word, const Table *table, const Chunks *all, const int64_t *rows) {
    float *least = word->weights + word->columns * word->rows;
    word->silent = 0;
    for (int64_t at = 0; at < (word->columns + 1) * word->rows; at++) word->weights[at] = NEVER;
    for (int64_t at = 0; at < word->units * SOURCE; at++) {
        const int64_t row = rows[at];
        word->has[at] = at % SOURCE == 0 ? 3 : 0; /* any one unit may stand for no letter, or for one */
        for (int64_t each = 0; at % SOURCE == 0 && each < all->letter_count; each++)
            word->weights[word->column[all->letters[each]] * word->rows + at] = all->unknown;
        if (row < -1) put(word, all, at, -2 - row, all->by_letter * all->lengths[-2 - row]);
        const int64_t last = row < 0 ? 0 : table->starts[row + 1];
        for (int64_t each = row < 0 ? 0 : table->starts[row]; each < last; each++)
            put(word, all, at, table->chunks[each], table->weights[each]);
        if (word->has[at] & 1) least[at] = word->weights[EMPTY * word->rows + at];
        raise_to(&word->silent, word->silent + least[at]);
    }
    for (int64_t each = 0; each < word->columns; each++) word->inserted[each] = NEVER;
    for (int64_t each = 0; each < all->letter_count; each++)
        word->inserted[word->column[all->letters[each]]] = table->inserted[all->letters[each]];
    note_most(word);
}

static void note_places(const char *letters, int64_t length, uint64_t *places) {
    memset(places, 0, 256 * sizeof *places);
    for (int64_t at = 0; at < length; at++) places[(uint8_t)letters[at]] |= (uint64_t)1 << at;
}

/* How many bits are set: not every processor that this is compiled for has an instruction for it. */
static int64_t bits_of(uint64_t bits) {
    bits -= bits >> 1 & 0x5555555555555555;
    bits = (bits & 0x3333333333333333) + (bits >> 2 & 0x3333333333333333);
    return (int64_t)(((bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0F) * 0x0101010101010101 >> 56);
}

/* Per cent of letters that two skeletons have in common, in their order (Hyyrö's bit-parallel longest common
   subsequence), as `rapidfuzz.fuzz.ratio` gives it. */
static double likeness(const uint64_t *places, int64_t length, Text other) {
    uint64_t missing = ~(uint64_t)0;
    for (int64_t at = 0; at < other.length; at++) {
        const uint64_t common = missing & places[(uint8_t)other.letters[at]];
        missing = (missing + common) | (missing - common);
    }
    const int64_t whole = length + other.length, same = bits_of(~missing);
    return whole ? 100 * (1 - (double)(whole - 2 * same) / (double)whole) : 100;
}

static float ratio(const uint64_t *places, int64_t length, Text other) { return (float)likeness(places, length, other); }
