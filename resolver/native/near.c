/* `Index.near` of `key_index.py` for all keys of a query at once: the forms whose keys share most n-grams with one, and
   in a large index those that are most alike letter by letter too. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WIDE 0x2E80      /* from here on a character is a syllable or a word */
#define MOST_LETTERS 256 /* of a key of a query; one that has more is left to Python */
#define MOST_GRAMS (2 * MOST_LETTERS)
#define MOST_ALIKE 64 /* letters of a key that is compared letter by letter: bits of a number */
#define PLAIN 128 /* below it a letter is a byte */
#define AHEAD 12 /* keys that are asked for before they are read */
#define BY_LETTERS 5 /* one form in so many is listed since it is alike letter by letter */

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

/* The best forms so far by some value, the best first, and equals by their number; with each the share of n-grams of the
   key that it is there for. */
typedef struct {
    int64_t count, limit;
    int32_t *forms;
    float *values, *shares;
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
    const int64_t low = first_of_keys(all->grams, all->count, gram);
    return low < all->count && all->grams[low] == gram ? low : -1;
}

/* Adds the forms of a key with a value and a share. */
static void offer_forms(Best *best, const Keys *keys, int64_t number, float value, float share) {
    if (best->count == best->limit && value < best->values[best->count - 1]) return; /* as most are; and forms are far */
    int64_t count;
    const int32_t *const forms = forms_of(keys, number, &count);
    for (int64_t at = 0; at < count; at++) {
        const int32_t form = forms[at];
        const int64_t last = best->count - 1;
        const int full = best->count == best->limit;
        if (full && (value < best->values[last] || (value == best->values[last] && form > best->forms[last]))) continue;
        int64_t place = 0;
        while (place < best->count && best->forms[place] != form) place++;
        if (place < best->count && best->values[place] >= value) continue;
        if (place == best->count) {
            if (full)
                place = last;
            else
                best->count++;
        }
        for (; place > 0; place--) {
            const float above = best->values[place - 1];
            if (above > value || (above == value && best->forms[place - 1] < form)) break;
            best->forms[place] = best->forms[place - 1];
            best->values[place] = above;
            best->shares[place] = best->shares[place - 1];
        }
        best->forms[place] = form;
        best->values[place] = value;
        best->shares[place] = share;
    }
}

/* Adds the forms of some keys, which share most with one of a query, as these are alike to it letter by letter. */
static void compare_letters(Best *alike, const Keys *keys, const uint32_t *letters, int64_t count, const int64_t *numbers,
                            const float *shares, int64_t found) {
    char plain[MOST_ALIKE];
    uint64_t places[256];
    for (int64_t at = 0; at < count; at++) plain[at] = (char)letters[at];
    note_places(plain, count, places);
    for (int64_t at = 0; at < found; at++) {
        if (at + 2 * AHEAD < found) __builtin_prefetch(keys->offsets + numbers[at + 2 * AHEAD]);
        if (at + AHEAD < found) __builtin_prefetch(keys->blob + start_of(keys, numbers[at + AHEAD]));
        const Text key = {(const char *)keys->blob + start_of(keys, numbers[at]), size_of(keys, numbers[at])};
        offer_forms(alike, keys, numbers[at], ratio(places, count, key), 2 * shares[at]);
    }
}

/* Puts forms that are alike letter by letter in the place of the last ones, where there is no room for all. */
static void replace_last(Best *best, const Best *alike) {
    int64_t count = best->limit - best->limit / BY_LETTERS;
    if (best->count < best->limit) return;
    for (int64_t each = 0; each < alike->count && count < best->limit; each++) {
        int64_t place = 0;
        while (place < count && best->forms[place] != alike->forms[each]) place++;
        if (place < count) continue;
        best->forms[count] = alike->forms[each];
        best->shares[count++] = alike->shares[each];
    }
    best->count = count;
}

/* Adds the forms of the keys that share most with one; returns how many such keys there are, or -1. Once as many forms
   are known as are wanted, keys that share less than the last of them are left out. Where `again` is not 0, that many keys
   at least are looked at, and added to `alike` too. */
static int64_t add_nearest(const Grams *all, const uint32_t *letters, int64_t count, int64_t wanted, int64_t again,
                           void *room, int64_t *places, float *shares, Best *best, Best *alike) {
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
    if (query.limit < again) query.limit = again;
    if (query.leaders < again) query.leaders = again;
    const int is_full = best->count == best->limit && best->count && !again;
    const double least = is_full ? best->values[best->count - 1] / 2 : 0;
    const int64_t found = nearest(all->postings, &query, least, room, places, shares);
    for (int64_t at = 0; at < found; at++) offer_forms(best, all->keys, places[at], 2 * shares[at], 2 * shares[at]);
    if (again && found > 0) compare_letters(alike, all->keys, letters, count, places, shares, found);
    return found;
}

/* Whether all keys of a query can be looked for here; and `plain` whether they can be compared letter by letter. */
static int are_short(const uint32_t *asked, int64_t size, int *plain) {
    int64_t longest = 0;
    *plain = 1;
    for (int64_t at = 0, start = 0; at < size; at++) {
        *plain &= asked[at] < PLAIN;
        if (asked[at]) continue;
        if (at - start > longest) longest = at - start;
        start = at + 1;
    }
    *plain &= longest <= MOST_ALIKE;
    return longest <= MOST_LETTERS;
}

/* Adds the forms of the keys that share most with each key of a query, of which `wanted` are looked for. Returns how many
   keys were found for that which has most, or -1 where memory is wanting. */
static int64_t add_all(const Grams *all, const uint32_t *asked, int64_t size, int64_t wanted, int64_t again, void *room,
                       int64_t *places, float *shares, Best *best, Best *alike) {
    int64_t most = 0;
    best->count = alike->count = 0;
    for (int64_t at = 0, start = 0; at < size; at++) {
        if (asked[at]) continue;
        if (at > start) {
            const int64_t count =
                add_nearest(all, asked + start, at - start, wanted, again, room, places, shares, best, alike);
            if (count < 0) return count;
            if (count > most) most = count;
        }
        start = at + 1;
    }
    return most;
}

/* Writes at most `limit` forms and their shares, the best first, and behind them, where `again` is above `wanted`, some
   that are alike letter by letter, if all keys are short and of plain letters. `asked` are the code points of all keys, with a 0 behind each; `wanted` keys are looked
   for first, and `again` of them compared by their letters. Returns how many forms; -1 where memory is wanting, -2 where
   Python has to do it. */
int64_t exonym_near(const Grams *all, const uint32_t *asked, int64_t size, int64_t limit, int64_t wanted, int64_t again,
                    void *room, int32_t *forms, float *shares) {
    const int64_t places = all->keys->count;
    int plain;
    if (!are_short(asked, size, &plain)) return -2;
    if (!plain) again = 0;
    int64_t *found = malloc((size_t)places * (sizeof *found + sizeof *shares) + (size_t)limit * 4 * sizeof *shares + 1);
    if (!found) return -1;
    float *found_shares = (float *)(found + places), *values = found_shares + places;
    Best best = {0, limit, forms, values, shares};
    Best alike = {0, limit, (int32_t *)(values + limit), values + 2 * limit, values + 3 * limit};
    int64_t count = 0;
    for (int is_all = 0; !is_all && best.count < limit; wanted *= 4) {
        if (wanted > places) wanted = places + 1;
        const int64_t more = again > wanted ? again : 0;
        count = add_all(all, asked, size, wanted, more, room, found, found_shares, &best, &alike);
        if (count < 0) break;
        is_all = count < (more ? more : wanted);
        if (more) replace_last(&best, &alike);
    }
    free(found);
    return count < 0 ? count : best.count;
}
