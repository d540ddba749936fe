/* `Index.near` of `key_index.py` for all keys of a query at once: the forms whose keys share most n-grams with one. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WIDE 0x2E80      /* from here on a character is a syllable or a word */
#define MOST_LETTERS 256 /* of a key of a query; one that has more is left to Python */
#define MOST_GRAMS (2 * MOST_LETTERS)

/* The n-grams of an index, sorted, with how many keys have each, and its weight; `unseen` is that of any other. Lists
   of `budget` entries are counted for a query, and so many `leaders` are asked for its other n-grams. */
typedef struct {
    const Keys *keys;
    const Postings *postings;
    int64_t count;
    const uint64_t *grams;
    const int32_t *counts;
    const float *weights;
    float unseen;
    int64_t budget, leaders;
} Grams;

/* The best forms so far, the best first, and equals by their number. */
typedef struct {
    int64_t count, limit;
    int32_t *forms;
    float *shares;
} Best;

/* The n-grams of a key, sorted, each once. */
static int64_t grams_of(const uint32_t *letters, int64_t count, uint64_t *grams) {
    int64_t found = 0, kept = 0;
    int wide = 0;
    for (int64_t at = 0; at < count; at++) wide |= letters[at] >= WIDE;
    for (int64_t at = 0; at < count; at++) {
        const uint64_t first = (uint64_t)letters[at] << 42;
        const uint64_t pair = first | (uint64_t)letters[(at + 1) % count] << 21;
        if (wide) grams[found++] = first;
        grams[found++] = wide ? pair : pair | letters[(at + 2) % count];
    }
    for (int64_t at = 1; at < found; at++) { /* few, and of Latin keys less than a word's letters */
        const uint64_t gram = grams[at];
        int64_t place = at;
        for (; place > 0 && grams[place - 1] > gram; place--) grams[place] = grams[place - 1];
        grams[place] = gram;
    }
    for (int64_t at = 0; at < found; at++)
        if (!kept || grams[kept - 1] != grams[at]) grams[kept++] = grams[at];
    return kept;
}

/* The number of an n-gram, or -1. */
static int64_t number_of(const Grams *all, uint64_t gram) {
    int64_t low = 0, high = all->count;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (all->grams[middle] < gram)
            low = middle + 1;
        else
            high = middle;
    }
    return low < all->count && all->grams[low] == gram ? low : -1;
}

/* Adds the forms of a key with its share. */
static void offer_forms(Best *best, const Keys *keys, int64_t number, float share) {
    for (int32_t at = keys->form_starts[number]; at < keys->form_starts[number + 1]; at++) {
        const int32_t form = keys->forms[at];
        const int64_t last = best->count - 1;
        const int full = best->count == best->limit;
        if (full && (share < best->shares[last] || (share == best->shares[last] && form > best->forms[last]))) continue;
        int64_t place = 0;
        while (place < best->count && best->forms[place] != form) place++;
        if (place < best->count && best->shares[place] >= share) continue;
        if (place == best->count) {
            if (full)
                place = last;
            else
                best->count++;
        }
        for (; place > 0; place--) {
            const float above = best->shares[place - 1];
            if (above > share || (above == share && best->forms[place - 1] < form)) break;
            best->forms[place] = best->forms[place - 1];
            best->shares[place] = above;
        }
        best->forms[place] = form;
        best->shares[place] = share;
    }
}

/* Adds the forms of the keys that share most with one; returns how many such keys there are, or -1. Once as many forms
   are known as are wanted, keys that share less than the last of them are left out. */
static int64_t add_nearest(const Grams *all, const uint32_t *letters, int64_t count, int64_t wanted, void *room,
                           int64_t *places, float *shares, Best *best) {
    uint64_t grams[MOST_GRAMS];
    int64_t numbers[MOST_GRAMS];
    float weights[MOST_GRAMS];
    const int64_t size = grams_of(letters, count, grams);
    double total = 0;
    Query query = {0, 0, numbers, weights, 0, 0, wanted};
    for (int64_t at = 0; at < size; at++) {
        const int64_t number = number_of(all, grams[at]);
        total += number < 0 ? all->unseen : all->weights[number];
        if (number < 0) continue;
        int64_t place = query.terms++;
        for (; place > 0 && all->counts[numbers[place - 1]] > all->counts[number]; place--)
            numbers[place] = numbers[place - 1];
        numbers[place] = number; /* the rarest first, and of equal ones that with the lower number */
    }
    if (!query.terms) return 0;
    for (int64_t at = 0; at < query.terms; at++) weights[at] = all->weights[numbers[at]];
    query.total = (float)total;
    divide_terms(all->postings, all->counts, all->budget, all->leaders, &query);
    const double least = best->count == best->limit && best->count ? best->shares[best->count - 1] / 2 : 0;
    const int64_t found = nearest(all->postings, &query, least, room, places, shares);
    for (int64_t at = 0; at < found; at++) offer_forms(best, all->keys, places[at], 2 * shares[at]);
    return found;
}

/* Writes at most `limit` forms and their shares, the best first. `asked` are the code points of all keys, with a 0
   behind each; `wanted` keys are looked for first. Returns how many forms; -1 where memory is wanting, -2 where Python
   has to do it. */
int64_t exonym_near(const Grams *all, const uint32_t *asked, int64_t size, int64_t limit, int64_t wanted, void *room,
                    int32_t *forms, float *shares) {
    const int64_t places = all->keys->count, most = all->keys->form_starts[places];
    int64_t *found = malloc((size_t)places * (sizeof *found + sizeof *shares) + 1);
    if (!found) return -1;
    float *found_shares = (float *)(found + places);
    Best best = {0, limit < most ? limit : most, forms, shares};
    for (int is_all = 0; !is_all && best.count < limit; wanted *= 4) {
        if (wanted > places) wanted = places + 1;
        best.count = 0;
        is_all = 1;
        for (int64_t at = 0, start = 0; at < size; at++) {
            if (asked[at]) continue;
            int64_t count = -2;
            if (at - start <= MOST_LETTERS)
                count = at == start ? 0
                                    : add_nearest(all, asked + start, at - start, wanted, room, found, found_shares, &best);
            if (count < 0) {
                free(found);
                return count;
            }
            is_all &= count < wanted;
            start = at + 1;
        }
    }
    free(found);
    return best.count;
}
