/* The search of `ranking.py`: the forms that share most n-grams with a name, and of them those whose words weigh most
   with its words. It does what numpy does there; sums of a rank may differ in their last bits. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define EDGE 27 /* `_EDGE` of retrieval.py: what stands before and behind a skeleton in its n-grams */
#define BASE 28
#define HALF_GRAMS ((BASE + 1) * BASE * BASE)

/* All that is searched: the n-grams of the forms, their words, and what is known of these. */
typedef struct {
    const Postings *postings;
    const float *gram_weights;
    const int32_t *gram_counts;
    int64_t budget, leaders, retrieved;
    Words words;
    Chunks chunks;
    const int32_t *starts, *numbers; /* where the words of each form begin, and these */
    const int32_t *numbered;         /* the forms that have numerals, ascending */
    const int64_t *numerals;         /* of each of these, as bits */
    int64_t numeral_count;
    const uint8_t *plain;            /* which forms are paired with a name here */
    const char *latin;               /* the letters of all words, ascending, each with a line's end behind it */
    const int64_t *latin_starts;
    int64_t known;                   /* how many words there are */
} Forms;

/* The best forms, best first. */
typedef struct {
    int64_t *places, *at; /* `at`: where the words of each begin in `slot` of what was heard */
    double *ranks;
    float *shares;
} Ranked;

static int compare_numbers(const void *one, const void *other) {
    const int64_t left = *(const int64_t *)one, right = *(const int64_t *)other;
    return (left > right) - (left < right);
}

/* Writes the n-grams of a skeleton: pairs and triples of letters with the edges; returns where they end. */
static int64_t *write_grams(const char *letters, int64_t length, int64_t offset, int64_t *out) {
    int64_t before = 0, one = EDGE;
    for (int64_t at = 0; at <= length; at++) {
        const char letter = at < length ? letters[at] : 0;
        const int64_t two = at == length ? EDGE : letter >= 'a' && letter <= 'z' ? letter - 'a' + 1 : 0;
        *out++ = offset + one * BASE + two;
        if (before) *out++ = offset + (before * BASE + one) * BASE + two;
        before = one;
        one = two;
    }
    return out;
}

/* The distinct n-grams of a name, ascending; returns how many. */
static int64_t name_grams(const Name *name, int64_t *out) {
    const char *letters = name->skeletons;
    int64_t *end = out, kept = 0;
    for (int64_t at = 0; at < name->asked; at++) {
        const Text full = full_skeleton(name->each[at]), bare = bare_skeleton(name->each[at]);
        end = write_grams(bare.letters, bare.length, HALF_GRAMS, write_grams(full.letters, full.length, 0, end));
    }
    for (int64_t at = 0; at < 2 * name->translated; letters += name->lengths[at++])
        end = write_grams(letters, name->lengths[at], at % 2 * HALF_GRAMS, end);
    for (int64_t at = 0; at < name->terms; at++) *end++ = name->more_terms[at];
    qsort(out, (size_t)(end - out), sizeof *out, compare_numbers);
    for (int64_t *each = out; each < end; each++)
        if (!kept || out[kept - 1] != *each) out[kept++] = *each;
    return kept;
}

static int64_t most_grams(const Name *name) {
    int64_t most = name->terms;
    for (int64_t at = 0; at < name->asked; at++) most += 2 * (name->each[at]->full_length + name->each[at]->bare_length) + 4;
    for (int64_t at = 0; at < 2 * name->translated; at++) most += 2 * name->lengths[at] + 2;
    return most;
}

/* The n-grams that any form has, the rarest first, as a query. */
static Query query_of(const Forms *all, int64_t *grams, int64_t count, float *weights) {
    Query query = {.numbers = grams, .weights = weights, .limit = all->retrieved};
    double total = 0;
    for (int64_t at = 0; at < count; at++) {
        total += all->gram_weights[grams[at]];
        if (all->gram_counts[grams[at]]) /* both are sorted at once: the count above, the number below */
            grams[query.terms++] = (int64_t)all->gram_counts[grams[at]] << 32 | grams[at];
    }
    qsort(grams, (size_t)query.terms, sizeof *grams, compare_numbers);
    for (int64_t at = 0; at < query.terms; at++) {
        grams[at] &= INT32_MAX;
        weights[at] = all->gram_weights[grams[at]];
    }
    query.total = (float)total;
    divide_terms(all->postings, all->gram_counts, all->budget, all->leaders, &query);
    return query;
}

/* The places of the greatest shares that a search left, ascending, at most `limit`: of equals the first. */
static int64_t leave_best(Room *room, int64_t count, int64_t limit, int64_t *places, float *shares) {
    const double least = count > limit ? ranked_share(room, count, limit) : 0;
    int64_t above = 0, kept = 0;
    for (int64_t each = 0; each < count; each++) above += room->shares[each] > least;
    for (int64_t each = 0, same = limit - above; each < count; each++) {
        if (room->shares[each] < least || (room->shares[each] == least && same-- <= 0)) continue;
        places[kept] = room->places[each];
        shares[kept++] = (float)room->shares[each];
    }
    return kept;
}

/* The distinct words of the forms that were found. `slot` has for each word of each form, in turn, its row. The other
   rows have a number for each word of the name: what speaks for both at most, and, once a word was heard, just that
   and its sound; `stands_for` is what the one weighs as what the other stands for otherwise. For each word that is asked
   about, `by_sound` is likewise what its sound weighs, not a number where it is not asked, and `by_skeleton` the rest. */
typedef struct {
    int64_t count;
    int32_t *numbers, *slot;
    float *weights, *sound, *stands_for, *by_sound, *by_skeleton, *sizes;
    uint8_t *is_heard;
} Heard;

/* Where the number of a word stands in a table of `capacity`, a power of two; or where there is room for it. */
static int64_t place_of(const Heard *heard, int32_t number, const int32_t *places, int64_t capacity) {
    int64_t place = (int64_t)((uint32_t)number * 2654435761u) & (capacity - 1);
    while (places[place] >= 0 && heard->numbers[places[place]] != number) place = (place + 1) & (capacity - 1);
    return place;
}

/* Has what is asked of some forms brought from memory, which takes longer than to work on it. */
static void fetch_forms(const Forms *all, const int64_t *forms, int64_t count) {
    for (int64_t each = 0; each < count; each++) __builtin_prefetch(all->starts + forms[each]);
    for (int64_t each = 0; each < count; each++) __builtin_prefetch(all->numbers + all->starts[forms[each]]);
}

static void fetch_word(const Forms *all, int32_t number) {
    const char *record = (const char *)(all->words.records + number);
    __builtin_prefetch(record);
    __builtin_prefetch(record + 64);
}

/* Numbers the words of some forms; `places` is room, all -1, for a power of two more than there are. */
static void number_words(const Forms *all, const int64_t *forms, int64_t count, Heard *heard, int32_t *places, int64_t capacity) {
    int32_t *slot = heard->slot;
    for (int64_t each = 0; each < count; each++)
        for (int64_t at = all->starts[forms[each]]; at < all->starts[forms[each] + 1]; at++) {
            const int32_t number = all->numbers[at];
            const int64_t place = place_of(heard, number, places, capacity);
            if (places[place] < 0) {
                fetch_word(all, number);
                heard->numbers[heard->count] = number;
                places[place] = (int32_t)heard->count++;
            }
            *slot++ = places[place];
        }
}

/* The number of the word with such letters, or -1. */
static int64_t word_number(const Forms *all, const char *letters, int64_t length) {
    int64_t low = 0, high = all->known;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2, start = all->latin_starts[middle];
        const int64_t own = all->latin_starts[middle + 1] - start - 1;
        const int order = memcmp(all->latin + start, letters, (size_t)(own < length ? own : length));
        if (!order && own == length) return middle;
        if (order < 0 || (!order && own < length))
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}

/* Notes which words stand for each other otherwise than by sound. */
static void add_renderings(const Forms *all, const Name *name, Heard *heard, const int32_t *places, int64_t capacity) {
    const char *letters = name->rendering;
    memset(heard->stands_for, 0, (size_t)(heard->count * name->words) * sizeof *heard->stands_for);
    for (int64_t at = 0; at < name->renderings; letters += name->rendering_lengths[at++]) {
        const int64_t number = word_number(all, letters, name->rendering_lengths[at]);
        if (number < 0) continue;
        const int32_t slot = places[place_of(heard, (int32_t)number, places, capacity)];
        if (slot < 0) continue;
        raise_to(heard->stands_for + slot * name->words + name->rendered[at], (float)name->rendering_weights[at]);
    }
}

static int letters_of(const WordRecord *record) { return record->letters < LETTERS ? record->letters : LETTERS; }

/* What one word asked about weighs with one numbered word by its skeleton, and by its sound at most, which is quick to
   say: not a number for words too unlike. */
static void liken(const Forms *all, const Weights *by, const Word *word, int32_t number, float *by_skeleton, float *by_sound) {
    const WordRecord *record = all->words.records + number;
    const float like = ratio(word->full, word->full_length, full_of(&all->words, number));
    const int64_t shorter = word->full_length < record->letters ? word->full_length : record->letters;
    *by_skeleton = by->skeleton_letter * (float)shorter * (like / 100 - by->skeleton_chance);
    *by_sound = __builtin_nanf("");
    if (like >= by->like || ratio(word->bare, word->bare_length, bare_of(&all->words, number)) - by->bare >= by->like)
        *by_sound = weigh_at_most(word, record->chunks, letters_of(record), *by_skeleton);
    if (*by_sound < 0) *by_sound = 0;
}

/* Puts together what speaks for one of the distinct words and each of the name, no more than its rarity. */
static void sum_up(const Forms *all, const Weights *by, const Name *name, Heard *heard, int64_t each) {
    const int64_t row = each * name->words;
    const float *by_sound = heard->by_sound + each * name->asked, *by_skeleton = heard->by_skeleton + each * name->asked;
    float *weights = heard->weights + row, *sounds = heard->sound + row;
    const int32_t number = heard->numbers[each];
    for (int64_t at = 0; at < name->asked; at++) {
        const int64_t place = name->places[at], first = name->initials[2 * place];
        if (first >= 0) { /* an initial sounds like no word: it stands for those that begin with it */
            weights[place] = first <= number && number < name->initials[2 * place + 1] ? by->initial : 0;
            sounds[place] = __builtin_nanf("");
            continue;
        }
        const float best = by_sound[at] >= by_skeleton[at] ? by_sound[at] : by_skeleton[at]; /* also where it is no number */
        if (at < name->words) {
            weights[place] = best > 0 ? best : 0;
            sounds[place] = by_sound[at];
        } else { /* without its feminine ending: the better of both counts */
            raise_to(weights + place, best);
            sounds[place] = fmaxf(sounds[place], by_sound[at]);
        }
    }
    for (int64_t at = 0; at < name->words; at++) {
        raise_to(weights + at, heard->stands_for[row + at]);
        if (weights[at] > all->words.records[number].rarity) weights[at] = all->words.records[number].rarity;
    }
}

/* What speaks for one of the distinct words and each of the name at most. */
static void liken_word(const Forms *all, const Weights *by, const Name *name, const Word *asked, Heard *heard, int64_t each) {
    for (int64_t at = 0, row = each * name->asked; at < name->asked; at++, row++) {
        if (name->initials[2 * name->places[at]] >= 0)
            heard->by_sound[row] = __builtin_nanf(""); /* `sum_up` has another measure */
        else
            liken(all, by, asked + at, heard->numbers[each], heard->by_skeleton + row, heard->by_sound + row);
    }
    heard->is_heard[each] = 0;
    heard->sizes[each] = all->words.records[heard->numbers[each]].size;
    sum_up(all, by, name, heard, each);
}

/* Likewise exactly, once it is known at most. */
static void hear_word(const Forms *all, const Weights *by, const Name *name, const Word *asked, Heard *heard, int64_t each) {
    const WordRecord *record = all->words.records + heard->numbers[each];
    float *by_sound = heard->by_sound + each * name->asked;
    heard->is_heard[each] = 1;
    for (int64_t at = 0; at < name->asked; at++)
        if (by_sound[at] > 0) {
            const float found = weigh(asked + at, record->chunks, letters_of(record));
            by_sound[at] = found > 0 ? found : 0;
        }
    sum_up(all, by, name, heard, each);
}

/* The numerals of a form as bits. */
static int64_t numerals_at(const Forms *all, int64_t place) {
    const int64_t low = first_of_places(all->numbered, all->numeral_count, (int32_t)place);
    return low < all->numeral_count && all->numbered[low] == place ? all->numerals[low] : 0;
}

static double numerals_of(const Forms *all, const Name *name, int64_t place, double missing) {
    if (!name->maybe && !name->numerals) return 0; /* as most are: those of the form are not even read */
    const int64_t form = numerals_at(all, place);
    if (form & name->maybe) return 1;
    return name->numerals ? (form ? -1 : -missing) : 0;
}

/* The rank of a form by its words, not laid side by side one to one (`best_by_numpy`). */
static double rank_of(const Forms *all, const Weights *by, const Name *name, const Heard *heard, int64_t place, const int32_t *slot, float share) {
    const int64_t count = all->starts[place + 1] - all->starts[place];
    float most[MOST_WORDS] = {0};
    double matched = 0, letters = 0, covered = 0, whole = 0, left = 0;
    for (int64_t each = 0; each < count; each++) {
        const float *weights = heard->weights + slot[each] * name->words, size = heard->sizes[slot[each]];
        float best = 0;
        for (int64_t at = 0; at < name->words; at++) {
            raise_to(&best, weights[at]);
            raise_to(most + at, weights[at]);
        }
        whole += size;
        left += best > 0 ? 0 : size;
    }
    for (int64_t at = 0; at < name->words; at++) {
        matched += most[at];
        letters += (float)name->sizes[at];
        covered += most[at] > 0 ? (float)name->sizes[at] : 0;
    }
    return matched - by->left_query * (1 - covered / letters) - by->left_form * (left / (whole > 0.1 ? whole : 0.1)) +
           by->shared * share + by->numeral * numerals_of(all, name, place, by->unnumbered);
}

/* Puts a form where it belongs among the best so far; `count` of them are known. Returns how many are. */
static int64_t put_in_order(Ranked *best, int64_t count, int64_t limit, int64_t each, int64_t place, double rank, float share) {
    int64_t to = count < limit ? count : limit;
    while (to > 0 && (best->ranks[to - 1] < rank || (best->ranks[to - 1] == rank && best->places[to - 1] > place))) to--;
    if (to >= limit) return count;
    for (int64_t below = (count < limit ? count : limit - 1); below > to; below--) {
        best->places[below] = best->places[below - 1];
        best->ranks[below] = best->ranks[below - 1];
        best->shares[below] = best->shares[below - 1];
        best->at[below] = best->at[below - 1];
    }
    best->places[to] = place;
    best->ranks[to] = rank;
    best->shares[to] = share;
    best->at[to] = each;
    return count < limit ? count + 1 : limit;
}

/* A form that was found, where its words begin in `slot`, and the highest rank that it may have. */
typedef struct {
    double rank;
    int64_t each, first;
} Hopeful;

/* Moves the one at a place of a heap down to where it belongs: the highest rank stands first. */
static void sift(Hopeful *heap, int64_t count, int64_t at) {
    const Hopeful moved = heap[at];
    for (int64_t below; (below = 2 * at + 1) < count; at = below) {
        below += below + 1 < count && heap[below + 1].rank > heap[below].rank;
        if (heap[below].rank <= moved.rank) break;
        heap[at] = heap[below];
    }
    heap[at] = moved;
}

/* The forms that were found for a name, which are ranked as far as the best are asked for: `left` of them may still rank
   among the `found` best, of which so many are `told`. */
typedef struct {
    Name name;
    const Word *asked;
    Heard heard;
    const int64_t *forms;
    const float *shares;
    Hopeful *heap;
    Ranked best;
    int64_t left, found, told;
} Ranking;

/* Says of each form how high it may rank. */
static void begin_ranking(const Forms *all, const Weights *by, Ranking *ranking, int64_t count) {
    const Name *name = &ranking->name;
    Heard *heard = &ranking->heard;
    int64_t first = 0;
    for (int64_t each = 0; each < heard->count; each++) liken_word(all, by, name, ranking->asked, heard, each);
    for (int64_t each = 0; each < count; each++) {
        const int64_t place = ranking->forms[each];
        const double most = rank_of(all, by, name, heard, place, heard->slot + first, ranking->shares[each]);
        ranking->heap[each] = (Hopeful){most, each, first};
        first += all->starts[place + 1] - all->starts[place];
    }
    for (int64_t at = count / 2 - 1; at >= 0; at--) sift(ranking->heap, count, at);
    ranking->left = count;
    ranking->found = ranking->told = 0;
}

/* Ranks forms until so many are certainly the best. Those that may rank highest come first, and only their words are
   heard: as soon as no other may rank among these, the rest is left. */
static void rank_best(const Forms *all, const Weights *by, Ranking *ranking, int64_t wanted) {
    const Name *name = &ranking->name;
    Heard *heard = &ranking->heard;
    Ranked *best = &ranking->best;
    Hopeful *heap = ranking->heap;
    if (wanted > name->limit) wanted = name->limit;
    for (; ranking->left && (ranking->found < wanted || heap[0].rank >= best->ranks[wanted - 1]); sift(heap, ranking->left, 0)) {
        const Hopeful next = heap[0];
        const int64_t place = ranking->forms[next.each], words = all->starts[place + 1] - all->starts[place];
        const int32_t *slot = heard->slot + next.first;
        const float share = ranking->shares[next.each];
        heap[0] = heap[--ranking->left];
        for (int64_t at = 0; at < words; at++)
            if (!heard->is_heard[slot[at]]) hear_word(all, by, name, ranking->asked, heard, slot[at]);
        const double rank = rank_of(all, by, name, heard, place, slot, share);
        ranking->found = put_in_order(best, ranking->found, name->limit, next.first, place, rank, share);
    }
}
