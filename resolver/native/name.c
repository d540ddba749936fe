/* A name as `compiled_ranking.py` asks about it, and the weights by which it is compared. */
#include <stdint.h>
#include <string.h>

/* The policy's weights: `SoundWeights`, and what `kernel.py` takes for too unlike. In the search they are floats, as in
   numpy; side by side they are what Python has. */
typedef struct {
    float like, bare, skeleton_letter, skeleton_chance, initial;
    double left_query, left_form, shared, numeral, unnumbered;
    double same_letter, same_skeleton, by_chance, initial_beside, initial_closeness, silent, least;
    double translated_closeness, skeleton_closeness;
    double least_full, least_bare; /* per cent: how like skeletons are at least that are worth a comparison by sound */
    double joined_closeness;
} Weights;

/* A word of a name (`compiled_words.py`); behind it for each unit two rows, its Latin letters, and the letters of both skeletons. */
typedef struct {
    const Table *chunks; /* of its script, and the same in full */
    const PathTable *table;
    int64_t script, is_latin;
    double bound, rarity; /* nats of evidence, as a word of the first of two names and of the second */
    double size;          /* letters that count */
    int64_t units, letters, full_length, bare_length, bytes; /* `bytes` to the next word */
    double reach;         /* nats by sound */
    int64_t rows[];
} Spoken;

#define OWN_NUMBERS 6 /* of a word, from its units to its rows */

static const Spoken *next_word(const Spoken *word) { return (const Spoken *)((const char *)word + word->bytes); }

static Text latin_letters(const Spoken *word) { return (Text){(const char *)(word->rows + SOURCE * word->units), word->letters}; }

static Text full_skeleton(const Spoken *word) {
    const Text latin = latin_letters(word);
    return (Text){latin.letters + latin.length, word->full_length};
}

static Text bare_skeleton(const Spoken *word) {
    const Text full = full_skeleton(word);
    return (Text){full.letters + full.length, word->bare_length};
}

static int is_same(Text one, Text other) {
    return one.length == other.length && !memcmp(one.letters, other.letters, (size_t)one.length);
}

#define MOST_WORDS 32 /* of a name: those that have more are left to numpy */

/* A name. Of its words some are asked about once more, without a feminine ending: `asked` counts both, `places` says
   whose they are. Besides their skeletons, `translated` pairs of those of what stands for words otherwise make n-grams:
   `lengths` has two for each pair, and `skeletons` all of them, one after the other. */
typedef struct {
    int64_t words, asked, translated, terms, renderings;
    int64_t numerals, maybe; /* as bits: those it has, and with those it may have */
    int64_t limit, longest;  /* forms that are asked for; words that a form has at most */
    int64_t is_plain;        /* whether its pairs with plain forms are known by what is in here */
    const Spoken *each[2 * MOST_WORDS];
    int64_t places[2 * MOST_WORDS];
    double sizes[MOST_WORDS];     /* letters of each word that count */
    const int64_t *lengths;
    const int64_t *more_terms;    /* n-grams that no skeleton has: numerals, given names */
    const int64_t *rendered;      /* a word of the name; `rendering` has the letters of what it stands for */
    const int64_t *rendering_lengths;
    const int64_t *initials;      /* first and last number of the words that begin with one, or -1 and -1 */
    const double *rendering_weights, *pair_weights; /* in the search, and side by side */
    const char *skeletons, *rendering;
} Name;

#define HEADER 10 /* numbers before the lists of a name */

static int64_t sum(const int64_t *numbers, int64_t count) {
    int64_t all = 0;
    for (int64_t at = 0; at < count; at++) all += numbers[at];
    return all;
}

/* A name as Python lays it down (`Question`): lists one after the other. */
static Name name_of(const int64_t *numbers, const double *floats, const char *letters, const Spoken *spoken) {
    Name name = {.words = numbers[0], .asked = numbers[1], .translated = numbers[2], .terms = numbers[3],
                 .renderings = numbers[4], .numerals = numbers[5], .maybe = numbers[6], .limit = numbers[7],
                 .longest = numbers[8], .is_plain = numbers[9]};
    for (int64_t at = 0; at < name.asked; at++, spoken = next_word(spoken)) {
        name.each[at] = spoken;
        name.places[at] = at < name.words ? at : numbers[HEADER + at - name.words];
        if (at < name.words) name.sizes[at] = spoken->size;
    }
    name.lengths = numbers + HEADER + name.asked - name.words;
    name.more_terms = name.lengths + 2 * name.translated;
    name.rendered = name.more_terms + name.terms;
    name.rendering_lengths = name.rendered + name.renderings;
    name.initials = name.rendering_lengths + name.renderings;
    name.rendering_weights = floats;
    name.pair_weights = name.rendering_weights + name.renderings;
    name.skeletons = letters;
    name.rendering = name.skeletons + sum(name.lengths, 2 * name.translated);
    return name;
}
