/* A name as `compiled_ranking.py` asks about it, and the weights by which it is compared. */
#include <stdint.h>

/* The policy's weights: `SoundWeights`, and what `kernel.py` takes for too unlike. In the search they are floats, as in
   numpy; side by side they are what Python has. */
typedef struct {
    float like, bare, skeleton_letter, skeleton_chance, initial;
    double left_query, left_form, shared, numeral, unnumbered;
    double same_letter, same_skeleton, by_chance, initial_beside, initial_closeness, silent, least;
    double translated_closeness, skeleton_closeness;
    double least_full, least_bare; /* per cent: how like skeletons are at least that are worth a comparison by sound */
} Weights;

/* A name. Of its words some are asked about once more, without a feminine ending: `asked` counts both, `places` says
   whose they are. `spoken` pairs of skeletons make n-grams: those of the words asked, then of what stands for them
   otherwise. `lengths` has two for each pair, and `skeletons` all of them, one after the other. */
typedef struct {
    int64_t words, asked, spoken, terms, renderings;
    int64_t numerals, maybe; /* as bits: those it has, and with those it may have */
    int64_t limit, longest;  /* forms that are asked for; words that a form has at most */
    int64_t is_plain;        /* whether its pairs with plain forms are known by what is in here */
    const int64_t *tables;   /* where the table of each word is */
    const int64_t *places, *units, *rows, *lengths;
    const int64_t *more_terms;    /* n-grams that no skeleton has: numerals, given names */
    const int64_t *rendered;      /* a word of the name; `rendering` has the letters of what it stands for */
    const int64_t *rendering_lengths, *latin_lengths, *is_latin;
    const int64_t *initials;      /* first and last number of the words that begin with one, or -1 and -1 */
    const double *sizes, *reach;  /* of each word: letters that count, and what it could weigh by sound */
    const double *rendering_weights, *pair_weights; /* in the search, and side by side */
    const char *skeletons, *rendering, *latin;      /* ... and the plain Latin letters of each word */
} Name;

#define MOST_WORDS 32 /* of a name: those that have more are left to numpy */
#define HEADER 10 /* numbers before the lists of a name */

static int64_t sum(const int64_t *numbers, int64_t count) {
    int64_t all = 0;
    for (int64_t at = 0; at < count; at++) all += numbers[at];
    return all;
}

/* A name as Python lays it down (`Question`): lists one after the other. */
static Name name_of(const int64_t *numbers, const double *floats, const char *letters) {
    Name name = {.words = numbers[0], .asked = numbers[1], .spoken = numbers[2], .terms = numbers[3],
                 .renderings = numbers[4], .numerals = numbers[5], .maybe = numbers[6], .limit = numbers[7],
                 .longest = numbers[8], .is_plain = numbers[9]};
    name.tables = numbers + HEADER;
    name.places = name.tables + name.asked;
    name.units = name.places + name.asked;
    name.rows = name.units + name.asked;
    name.lengths = name.rows + SOURCE * sum(name.units, name.asked);
    name.more_terms = name.lengths + 2 * name.spoken;
    name.rendered = name.more_terms + name.terms;
    name.rendering_lengths = name.rendered + name.renderings;
    name.latin_lengths = name.rendering_lengths + name.renderings;
    name.is_latin = name.latin_lengths + name.words;
    name.initials = name.is_latin + name.words;
    name.sizes = floats;
    name.reach = name.sizes + name.words;
    name.rendering_weights = name.reach + name.words;
    name.pair_weights = name.rendering_weights + name.renderings;
    name.skeletons = letters;
    name.rendering = name.skeletons + sum(name.lengths, 2 * name.spoken);
    name.latin = name.rendering + sum(name.rendering_lengths, name.renderings);
    return name;
}

static const Table *table_of(const Name *name, int64_t at) { return (const Table *)(intptr_t)name->tables[at]; }
