/* The pairs of words of two names that render each other, as `SoundComparer.align` chooses them, whatever their scripts. */
#include <stddef.h>
#include <stdint.h>

/* What is compared, and room to do it in. */
typedef struct {
    const Weights *by;
    const Spoken *one, *other;
    const double *heard;     /* what is heard of the words of the other already, as in `Ranked`; or NULL */
    const double *known;     /* for each word of the one, what each of the other weighs that it stands for; or NULL */
    int64_t words, others;
    double *chunks;          /* as `chunks_of` gives them */
} Beside;

/* Nats of a word as it renders the letters of another. */
static double rendering(Beside *beside, const Spoken *source, const Spoken *target) {
    const PathTable *table = source->table;
    if (!target->letters) return table->unknown * (double)source->units;
    return weigh_path(table, source->rows, source->units, latin_letters(target).letters, target->letters, beside->chunks);
}

/* Nats and closeness of two words by their sound (`word_weight` of matching.py). */
static void hear_words(Beside *beside, const Spoken *one, const Spoken *other, double *best, double *near) {
    *best = *near = beside->by->silent;
    for (int turn = 0; turn < 2; turn++) {
        const Spoken *source = turn ? other : one, *target = turn ? one : other;
        if (source->is_latin && !target->is_latin) continue;
        const double weight = rendering(beside, source, target), its = nearness(weight, source->reach);
        if (weight > *best || (weight == *best && its > *near)) {
            *best = weight;
            *near = its;
        }
        if (target->is_latin) return;
    }
}

/* Two words by their sound, their skeletons, or what the one stands for. */
static int are_alike(Beside *beside, const Word *ready, const Spoken *one, const Spoken *other, const double *heard, double known, Pair *pair) {
    const Weights *by = beside->by;
    const Text full = full_skeleton(other);
    const double like = likeness(ready->full, one->full_length, full);
    if (!heard && like < by->least_full && likeness(ready->bare, one->bare_length, bare_skeleton(other)) < by->least_bare)
        return put_together(by, known, by->silent, by->silent, by->silent, pair);
    double sound = heard ? heard_weight(by, *heard) : 0, near = nearness(sound, one->reach);
    if (!heard) hear_words(beside, one, other, &sound, &near);
    const int64_t shorter = one->full_length < full.length ? one->full_length : full.length;
    return put_together(by, known, sound, near, skeleton_weight(by, shorter, like), pair);
}

static double least_of(double one, double other) { return other < one ? other : one; }

/* Whether two words render each other, and how well; `evidence` is as much of it as they bear. */
static int are_paired(Beside *beside, const Word *ready, const Spoken *one, const Spoken *other, Pair *pair, double *evidence) {
    const Weights *by = beside->by;
    const Text latin = latin_letters(one), its = latin_letters(other);
    if (one->script == other->script && is_same(latin, its)) {
        pair->weight = by->same_letter * (double)latin.length;
        pair->closeness = 1;
        *evidence = least_of(pair->weight, other->rarity);
        return 1;
    }
    if (latin.length == 1 || its.length == 1) {
        pair->weight = *evidence = by->initial_beside;
        pair->closeness = by->initial_closeness;
        return latin.length && its.length && latin.letters[0] == its.letters[0];
    }
    const int is_heard = beside->heard && other->is_latin && its.length <= LETTERS;
    const double *heard = is_heard ? beside->heard + 2 * beside->words * pair->other + pair->one : NULL;
    const double known = beside->known ? beside->known[pair->one * beside->others + pair->other] : 0;
    const int found = are_alike(beside, ready, one, other, heard, known, pair);
    *evidence = least_of(least_of(pair->weight, one->bound), other->rarity);
    return found;
}

typedef struct {
    Pair pair;
    double evidence;
} Weighed;

/* Puts a pair where it belongs, as `put_pair` does. */
static void put_weighed(Weighed *pairs, int64_t count, Weighed weighed) {
    for (; count > 0 && pairs[count - 1].pair.weight < weighed.pair.weight; count--) pairs[count] = pairs[count - 1];
    pairs[count] = weighed;
}

/* Writes the pairs, each word in one at most, those that weigh most first. Returns how many. */
static int64_t write_weighed(const Weighed *pairs, int64_t count, double *out) {
    uint32_t ones = 0, others = 0;
    int64_t kept = 0;
    for (int64_t each = 0; each < count; each++) {
        const Pair *pair = &pairs[each].pair;
        if (ones >> pair->one & 1 || others >> pair->other & 1) continue;
        ones |= (uint32_t)1 << pair->one;
        others |= (uint32_t)1 << pair->other;
        const double record[] = {(double)pair->one, (double)pair->other, pair->weight, pair->closeness, pairs[each].evidence};
        memcpy(out + kept++ * 5, record, sizeof record);
    }
    return kept;
}

/* What letters weigh as a rendering of a word with two rows for each unit (`path_weight` of chunk_alignment.py), neither of
   them without any; not a number where memory is wanting. */
double exonym_path_weight(const PathTable *table, const int64_t *rows, int64_t units, const char *latin, int64_t letters,
                          void *room) {
    double *chunks = chunks_of(room, table->count);
    return chunks ? weigh_path(table, rows, units, latin, letters, chunks) : __builtin_nan("");
}

/* Lays two names of at most MOST_WORDS words side by side: writes the word of the one and of the other, nats, closeness, and
   nats of evidence of each pair. Returns how many, or -1 where memory is wanting. */
int64_t exonym_matches(const Weights *by, const void *one, int64_t words, const void *other, int64_t others, const double *heard,
                      const double *known, void *room, double *out) {
    if (!words || !others) return 0;
    Beside beside = {by, one, other, heard, known, words, others, chunks_of(room, ((const Spoken *)one)->table->count)};
    Weighed *found = (Weighed *)(void *)spare_of(room, 2, words * others * (int64_t)sizeof(Weighed));
    if (!found || !beside.chunks) return -1;
    Word ready;
    int64_t count = 0;
    const Spoken *left = one;
    for (int64_t at = 0; at < words; at++, left = next_word(left)) {
        const Spoken *right = other;
        note_places(full_skeleton(left).letters, left->full_length, ready.full);
        note_places(bare_skeleton(left).letters, left->bare_length, ready.bare);
        for (int64_t to = 0; to < others; to++, right = next_word(right)) {
            Weighed weighed = {.pair = {.one = at, .other = to}};
            if (are_paired(&beside, &ready, left, right, &weighed.pair, &weighed.evidence)) put_weighed(found, count++, weighed);
        }
    }
    return write_weighed(found, count, out);
}
