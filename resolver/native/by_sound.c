/* The search by sound in one call: the forms that a name may render, ranked, and the best of them laid beside it. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Memory for one search, cut from one piece. */
typedef struct {
    char *at, *end;
} Ground;

static void *cut(Ground *ground, int64_t count, size_t size) {
    const size_t whole = ((size_t)count * size + 15) & ~(size_t)15;
    if (!ground->at || whole > (size_t)(ground->end - ground->at)) return NULL;
    void *found = ground->at;
    ground->at += whole;
    return found;
}

static int64_t columns_needed(const Forms *all, const Spoken *word) {
    return EMPTY + all->chunks.letter_count + renderings_needed(word->chunks, word->rows, word->units);
}

static int64_t rows_of(int64_t units) { return (units * SOURCE + LANES - 1) / LANES * LANES; }

/* Makes the words that are asked about ready. */
static int make_words(const Forms *all, const Name *name, Ground *ground, Word *asked) {
    for (int64_t at = 0; at < name->asked; at++) {
        const Spoken *spoken = name->each[at];
        Word *word = asked + at;
        word->units = spoken->units;
        word->full_length = spoken->full_length;
        word->bare_length = spoken->bare_length;
        word->column = cut(ground, all->chunks.count, sizeof *word->column);
        word->most = cut(ground, all->chunks.count + 1, sizeof *word->most);
        word->chunk = cut(ground, columns_needed(all, spoken), sizeof *word->chunk);
        if (!word->column || !word->most || !word->chunk) return 0;
        note_places(full_skeleton(spoken).letters, word->full_length, word->full);
        note_places(bare_skeleton(spoken).letters, word->bare_length, word->bare);
        add_columns(word, spoken->chunks, &all->chunks, spoken->rows);
        word->rows = rows_of(word->units);
        word->weights = cut(ground, word->rows * (word->columns + 1), sizeof *word->weights);
        word->inserted = cut(ground, word->columns, sizeof *word->inserted);
        if (!word->weights || !word->inserted) return 0;
        add_weights(word, spoken->chunks, &all->chunks, spoken->rows);
    }
    return 1;
}

/* Bytes that the words and n-grams of a name and the forms found for it need, each piece rounded up. */
static int64_t to_search(const Forms *all, const Name *name) {
    int64_t needed = name->asked * (int64_t)sizeof(Word) + most_grams(name) * 12 + all->retrieved * 12 + 128;
    for (int64_t at = 0; at < name->asked; at++) {
        const Spoken *word = name->each[at];
        const int64_t columns = columns_needed(all, word);
        needed += all->chunks.count * 6 + rows_of(word->units) * (columns + 1) * 4 + columns * 6 + 100;
    }
    return needed;
}

/* How many words some forms have together. */
static int64_t words_of(const Forms *all, const int64_t *forms, int64_t count) {
    int64_t words = 0;
    for (int64_t each = 0; each < count; each++) words += all->starts[forms[each] + 1] - all->starts[forms[each]];
    return words;
}

static int64_t most_pairs(const Name *name) { return name->words * name->longest; }

/* Numbers of a record: what comes first in it, pairs of words, and what is heard of all words of a form. */
static int64_t record_size(const Name *name) { return 4 + 4 * name->words + 2 * most_pairs(name); }

/* Writes of a form its place, rank and share; how many of its words are paired, or -1 where Python is to pair them, or
   to join some; the pairs; and for each of its words what that weighs with each of the name, by sound and in all. */
static void write_record(const Forms *all, const Weights *by, const Ranking *ranking, int64_t each, Pair *pairs, double *out) {
    const Name *name = &ranking->name;
    const Heard *heard = &ranking->heard;
    const Ranked *best = &ranking->best;
    const int64_t place = best->places[each], words = all->starts[place + 1] - all->starts[place];
    const int32_t *slot = heard->slot + best->at[each];
    int64_t paired = -1;
    out[0] = (double)place;
    out[1] = best->ranks[each];
    out[2] = best->shares[each];
    if (name->is_plain && all->plain[place]) {
        paired = write_pairs(all, by, name, ranking->asked, heard, place, slot, pairs, out + 4);
        if (may_be_joined(all, by, name, ranking->asked, heard, place, slot, out + 4, paired)) paired = -1;
    }
    out[3] = (double)paired;
    out += 4 + 4 * name->words;
    for (int64_t at = 0; at < words; at++) {
        const int64_t from = (int64_t)slot[at] * name->words;
        for (int64_t word = 0; word < name->words; word++) *out++ = heard->sound[from + word];
        for (int64_t word = 0; word < name->words; word++) *out++ = heard->weights[from + word];
    }
}

/* Writes the best forms, as many as are wanted in all, but for those that were told before; returns how many it wrote, or
   -1 where memory is wanting. */
static int64_t tell_best(const Forms *all, const Weights *by, Ranking *ranking, Room *room, int64_t wanted, double *out) {
    Pair *pairs = (Pair *)(void *)spare_of(room, 2, most_pairs(&ranking->name) * (int64_t)sizeof *pairs);
    if (!pairs) return -1;
    rank_best(all, by, ranking, wanted);
    const int64_t before = ranking->told;
    for (; ranking->told < wanted && ranking->told < ranking->found; ranking->told++)
        write_record(all, by, ranking, ranking->told, pairs, out + (ranking->told - before) * record_size(&ranking->name));
    return ranking->told - before;
}

/* Weighs the words of the forms that were found, so that these can be ranked; NULL where memory is wanting. */
static Ranking *weigh_found(const Forms *all, const Weights *by, const Name *name, Room *room, const Word *asked,
                            const int64_t *forms, const float *shares, int64_t count) {
    fetch_forms(all, forms, count);
    const int64_t every = words_of(all, forms, count);
    int64_t capacity = 64;
    while (capacity < 2 * every) capacity *= 2;
    const int64_t size = every * (13 + 12 * name->words + 8 * name->asked) + capacity * 4 + name->limit * 28 +
                         count * (int64_t)sizeof(Hopeful) + (int64_t)sizeof(Ranking) + 320;
    Ground ground = {spare_of(room, 1, size), NULL};
    if (!ground.at) return NULL;
    ground.end = ground.at + size;
    Ranking *ranking = cut(&ground, 1, sizeof *ranking);
    if (!ranking) return NULL;
    *ranking = (Ranking){.name = *name, .asked = asked, .forms = forms, .shares = shares};
    Heard *heard = &ranking->heard;
    heard->numbers = cut(&ground, every, sizeof *heard->numbers);
    heard->slot = cut(&ground, every, sizeof *heard->slot);
    heard->weights = cut(&ground, every * name->words, sizeof *heard->weights);
    heard->sound = cut(&ground, every * name->words, sizeof *heard->sound);
    heard->stands_for = cut(&ground, every * name->words, sizeof *heard->stands_for);
    heard->by_sound = cut(&ground, every * name->asked, sizeof *heard->by_sound);
    heard->by_skeleton = cut(&ground, every * name->asked, sizeof *heard->by_skeleton);
    heard->sizes = cut(&ground, every, sizeof *heard->sizes);
    heard->is_heard = cut(&ground, every, sizeof *heard->is_heard);
    int32_t *places = cut(&ground, capacity, sizeof *places);
    ranking->best = (Ranked){cut(&ground, name->limit, 8), cut(&ground, name->limit, 8), cut(&ground, name->limit, 8),
                             cut(&ground, name->limit, 4)};
    ranking->heap = cut(&ground, count, sizeof *ranking->heap);
    if (!heard->numbers || !heard->slot || !heard->weights || !heard->sound || !heard->stands_for || !heard->is_heard) return NULL;
    if (!heard->by_sound || !heard->by_skeleton || !heard->sizes || !places || !ranking->heap) return NULL;
    if (!ranking->best.places || !ranking->best.at || !ranking->best.ranks || !ranking->best.shares) return NULL;
    memset(places, 0xFF, (size_t)capacity * sizeof *places);
    number_words(all, forms, count, heard, places, capacity);
    add_renderings(all, name, heard, places, capacity);
    begin_ranking(all, by, ranking, count);
    return ranking;
}

/* Finds the forms of a name and tells the best, with `ground` to stand on. */
static int64_t search_and_rank(const Forms *all, const Weights *by, const Name *name, Room *room, Ground ground, int64_t wanted,
                               double *out) {
    Word *asked = cut(&ground, name->asked, sizeof *asked);
    int64_t *grams = cut(&ground, most_grams(name), sizeof *grams);
    float *weights = cut(&ground, most_grams(name), sizeof *weights);
    int64_t *forms = cut(&ground, all->retrieved, sizeof *forms);
    float *shares = cut(&ground, all->retrieved, sizeof *shares);
    if (!asked || !grams || !weights || !forms || !shares || !make_words(all, name, &ground, asked)) return -1;
    const Query query = query_of(all, grams, name_grams(name, grams), weights);
    if (!query.terms) return 0;
    if (!make_ready(room, most(all->postings, &query) + 1, query.terms)) return -1;
    const int64_t count = leave_best(room, search(all->postings, &query, room), query.limit, forms, shares);
    if (!count) return 0;
    Ranking *ranking = weigh_found(all, by, name, room, asked, forms, shares, count);
    if (!ranking) return -1;
    room->begun = ranking;
    return tell_best(all, by, ranking, room, wanted, out);
}

/* Writes which search of this room this is, and the best forms that a name may render, as many as are `wanted` first, a record
   for each (`Ranked` of compiled_ranking.py). Returns how many, or -1 where memory is wanting. */
int64_t exonym_ranked(const Forms *all, const Weights *by, const int64_t *numbers, const double *floats, const char *letters,
                      const void *words, void *in, int64_t wanted, double *out) {
    Room *room = in;
    const Name name = name_of(numbers, floats, letters, words);
    const int64_t size = to_search(all, &name);
    char *spare = spare_of(room, 0, size);
    room->begun = NULL;
    *out = (double)++room->searches;
    const int64_t found = spare ? search_and_rank(all, by, &name, room, (Ground){spare, spare + size}, wanted, out + 1) : -1;
    shrink(room);
    return found;
}

/* Likewise the forms behind those that a search of this room has told, up to so many in all; whatever it was given is still
   there. Returns how many, -1 where memory is wanting, or -2 where another search has taken its memory since. */
int64_t exonym_ranked_behind(const Forms *all, const Weights *by, void *in, int64_t search, int64_t wanted, double *out) {
    Room *room = in;
    if (!room->begun || room->searches != search) return -2;
    return tell_best(all, by, room->begun, room, wanted, out + 1);
}
