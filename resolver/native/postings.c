/* The search of `postings.py`: which places share most with a query. It does, sum for sum, what numpy does there. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define HALF 65536 /* places with the same upper half make a block, and in a list a run */
#define ROWS 4     /* bitmaps that are asked at once */
#define TOGETHER 8 /* entries of a list that are compared at once */

typedef struct {
    int64_t places;       /* how many there are */
    const float *norms;   /* of each place */
    const uint16_t *lows; /* the lower halves of all lists, one after the other */
    const int64_t *starts;
    const uint16_t *highs, *spans; /* of all runs */
    const int64_t *firsts;
    const int32_t *slots; /* of each term: its row of `bitmaps`, or -1 */
    const uint8_t *bitmaps;
    int64_t width; /* bytes of a row of `bitmaps` */
    float least_norm, norm_step;
    const uint8_t *rough_norms; /* of each place: so many steps is its norm above the least, rounded down */
} Postings;

typedef struct {
    int64_t terms;      /* how many there are, the rarest first */
    int64_t counted;    /* so many of them say which places lead; these are asked for the others */
    const int64_t *numbers;
    const float *weights;
    float total;
    int64_t leaders, limit;
} Query;

static Cursor beginning(const Postings *all, int64_t term) {
    return (Cursor){.run = all->firsts[term], .stop = all->firsts[term + 1], .low = all->lows + all->starts[term]};
}

/* Goes to the entries of the list in a block, which is one after those that were read. */
static void enter(const Postings *all, Cursor *cursor, int64_t block) {
    while (cursor->run < cursor->stop && all->highs[cursor->run] < block) cursor->low += (int64_t)all->spans[cursor->run++] + 1;
    cursor->at = cursor->end = cursor->low;
    if (cursor->run == cursor->stop || all->highs[cursor->run] != block) return;
    cursor->end = cursor->low += (int64_t)all->spans[cursor->run++] + 1;
}

/* The bits of a span in the row of a term that is kept as a bitmap, and how many bytes of them there are. */
static const uint8_t *row_of(const Postings *all, int64_t slot, int64_t first, int64_t *bytes) {
    const int64_t before = first / 8, left = all->width - before;
    *bytes = left < SPAN / 8 ? left : SPAN / 8;
    return all->bitmaps + slot * all->width + before;
}

/* Says how the terms of a query, the rarest first, are asked for: `counts` has the places of each. Lists of `budget`
   entries are counted, and so many `leaders` are asked for the others (`Postings._query`). */
static void divide_terms(const Postings *all, const int32_t *counts, int64_t budget, int64_t leaders, Query *query) {
    int64_t listed = 0, within = 0, few = 0, entries = 0;
    for (int64_t at = 0; at < query->terms; at++) {
        few += at > 0 && entries < leaders;
        entries += counts[query->numbers[at]];
        listed += all->slots[query->numbers[at]] < 0;
        within += entries <= budget;
    }
    query->counted = listed < within ? listed : within;
    if (query->counted < 1 + few) query->counted = 1 + few; /* bitmaps too where lists are few */
    const int64_t most = leaders > 4 * query->limit ? leaders : 4 * query->limit;
    query->leaders = query->counted < query->terms ? most : query->limit;
}

static double share(const Postings *all, const Query *query, double sum, int64_t place) {
    return sum / (double)(all->norms[place] + query->total);
}

/* A sum that is less is below the floor with any norm. A little less, since products are rounded: as in `mark_likely`. */
static double least_sum(const Postings *all, const Query *query, const Room *room) {
    return (double)room->scale.floor * (1 - 1e-9) / STEPS * (double)(all->least_norm + query->total);
}

/* How many of the counted terms say which places may lead: those that have none of these stay below `least`. */
static int64_t needed_terms(const Query *query, double least) {
    int64_t needed = query->counted;
    double rest = 0;
    while (needed > 0 && (rest += query->weights[needed - 1]) < least) needed--;
    return needed;
}

/* Marks those of the first `seen` places of a span whose share may be on the floor or above, as far as their rough norms
   say, for the norms themselves are far away. Returns which words of bits have marks. */
static uint64_t mark_likely(const Postings *all, const Query *query, Room *room, int64_t first, int64_t seen) {
    const double least = least_sum(all, query, room), step = (double)room->scale.floor * (1 - 1e-9) / STEPS * all->norm_step;
    const uint8_t *rough = all->rough_norms + first;
    int64_t likely = 0;
    uint64_t words = 0;
    for (int64_t each = 0; each < seen; each++) { /* without a jump, which could not be foreseen */
        const uint16_t at = room->seen[each];
        room->likely[likely] = at;
        likely += room->sums[at] >= least + step * rough[at];
    }
    for (int64_t each = 0; each < likely; each++) {
        const int64_t at = room->likely[each];
        __builtin_prefetch(all->norms + first + at);
        room->bits[at >> 6] |= (uint64_t)1 << (at & 63);
        words |= (uint64_t)1 << (at >> 6);
    }
    return words;
}

/* Keeps the marked places of a span whose share is on the floor or above, in their order, which is that of all that
   follows; returns how many are kept, `count` of them from before. */
static int64_t keep_marked(const Postings *all, const Query *query, Room *room, int64_t first, uint64_t words, int64_t count) {
    for (; words; words &= words - 1) {
        const int64_t word = __builtin_ctzll(words);
        for (uint64_t bits = room->bits[word]; bits; bits &= bits - 1) {
            const int64_t at = word * 64 + __builtin_ctzll(bits), floor = room->scale.floor;
            const double sum = room->sums[at], found = share(all, query, sum, first + at);
            const int64_t step = step_of(found);
            room->places[count] = (int32_t)(first + at);
            room->totals[count] = sum;
            room->shares[count] = found;
            count += step >= floor;
            add(&room->scale, step);
        }
        room->bits[word] = 0;
    }
    return count;
}

/* Adds a weight to a place of a span; returns how many were seen, `seen` of them before. */
static int64_t see(Room *room, int64_t at, double weight, int64_t seen) {
    const double sum = room->sums[at];
    room->seen[seen] = (uint16_t)at;
    room->sums[at] = sum + weight;
    return seen + (sum == 0);
}

/* Adds the weight of a counted term to its places of a span, those from `first`; returns how many were seen, `seen` of
   them before. */
static int64_t count_term(const Postings *all, const Query *query, Room *room, int64_t first, int64_t at, int64_t seen) {
    const int64_t begin = first % HALF, end = begin + SPAN, slot = all->slots[query->numbers[at]];
    const uint8_t *rough = all->rough_norms + first;
    const double weight = query->weights[at];
    if (!(weight > 0)) return seen; /* only what is damaged has such a weight; a place would be seen more than once */
    if (slot < 0) {
        Cursor *cursor = room->cursors + at;
        const uint16_t *low = cursor->at, *const last = cursor->end; /* they stay in registers */
        for (; low < last && *low < end; low++) {
            __builtin_prefetch(rough + *low - begin);
            seen = see(room, *low - begin, weight, seen);
        }
        cursor->at = low;
        return seen;
    }
    int64_t bytes;
    const uint8_t *row = row_of(all, slot, first, &bytes);
    for (int64_t byte = 0; byte < bytes; byte++)
        for (unsigned bits = row[byte]; bits; bits &= bits - 1)
            seen = see(room, byte * 8 + __builtin_ctz(bits), weight, seen);
    return seen;
}

/* Sums up the counted terms of a span's places, those from `first`; leaves the room as it was. Returns how many may lead,
   `count` of them from before. */
static int64_t count_span(const Postings *all, const Query *query, Room *room, int64_t first, int64_t count) {
    const int64_t needed = needed_terms(query, least_sum(all, query, room));
    int64_t seen = 0, at = 0;
    for (; at < needed; at++) seen = count_term(all, query, room, first, at, seen);
    const int64_t candidates = seen;
    for (; at < query->counted; at++) seen = count_term(all, query, room, first, at, seen);
    count = keep_marked(all, query, room, first, mark_likely(all, query, room, first, candidates), count);
    for (int64_t each = 0; each < seen; each++) room->sums[room->seen[each]] = 0;
    return count;
}

/* Whether a list has an entry, from where it was read to; goes there. */
static int has_entry(Cursor *cursor, uint16_t wanted) {
    const uint16_t *at = cursor->at;
    uint16_t found = 0;
    while (cursor->end - at >= TOGETHER && at[TOGETHER - 1] < wanted) at += TOGETHER;
    if (cursor->end - at >= TOGETHER)
        for (int lane = 0; lane < TOGETHER; lane++) found |= at[lane] == wanted;
    else
        for (const uint16_t *each = at; each < cursor->end; each++) found |= *each == wanted;
    cursor->at = at;
    return found;
}

/* Goes to a block in the lists of the terms `from` to `to`. */
static void enter_all(const Postings *all, const Query *query, Room *room, int64_t block, int64_t from, int64_t to) {
    for (int64_t at = from; at < to; at++)
        if (all->slots[query->numbers[at]] < 0) enter(all, room->cursors + at, block);
}

/* Asks the other terms that are kept as lists for all places: block by block, each list for the places of it. */
static void ask_lists(const Postings *all, const Query *query, Room *room, int64_t count) {
    for (int64_t from = 0, to = 0; from < count; from = to) {
        const int64_t block = room->places[from] / HALF;
        while (to < count && room->places[to] / HALF == block) to++;
        for (int64_t at = query->counted; at < query->terms; at++) {
            if (all->slots[query->numbers[at]] >= 0) break; /* the rarest come first, so all lists before all bitmaps */
            Cursor *cursor = room->cursors + at;
            enter(all, cursor, block);
            for (int64_t each = from; each < to; each++)
                room->totals[each] += has_entry(cursor, (uint16_t)(room->places[each] % HALF)) ? query->weights[at] : 0;
        }
    }
}

/* Adds the weights of some bitmaps' terms to the totals, one after the other: a sum stays in its register meanwhile. */
static void ask_rows(const uint8_t *const *rows, double (*added)[2], Room *room, int64_t count) {
    for (int64_t each = 0; each < count; each++) {
        const int32_t place = room->places[each], byte = place >> 3, bit = place & 7;
        double total = room->totals[each];
        for (int at = 0; at < ROWS; at++) total += added[at][rows[at][byte] >> bit & 1];
        room->totals[each] = total;
    }
}

/* Likewise for those that are kept as bitmaps. */
static void ask_bitmaps(const Postings *all, const Query *query, Room *room, int64_t count) {
    int64_t at = query->counted;
    while (at < query->terms && all->slots[query->numbers[at]] < 0) at++;
    while (at < query->terms) {
        const uint8_t *rows[ROWS];
        double added[ROWS][2] = {{0}};
        for (int each = 0; each < ROWS; each++) { /* where there are no more, nothing is added */
            const int64_t term = query->numbers[at < query->terms ? at : query->terms - 1];
            rows[each] = all->bitmaps + all->slots[term] * all->width;
            if (at < query->terms) added[each][1] = query->weights[at++];
        }
        ask_rows(rows, added, room, count);
    }
}

/* The value of that rank, 1 for the greatest. Changes the order of the values. */
static double ranked(double *values, int64_t count, int64_t rank) {
    int64_t low = 0, high = count - 1;
    const int64_t wanted = rank - 1;
    while (low < high) {
        const double middle = values[low + (high - low) / 2];
        int64_t i = low, j = high;
        while (i <= j) {
            while (values[i] > middle) i++;
            while (values[j] < middle) j--;
            if (i <= j) {
                const double kept = values[i];
                values[i++] = values[j];
                values[j--] = kept;
            }
        }
        if (wanted <= j)
            high = j;
        else if (wanted >= i)
            low = i;
        else
            break;
    }
    return values[wanted];
}

/* The most places that the counted terms can have. */
static int64_t most(const Postings *all, const Query *query) {
    int64_t count = 0;
    for (int64_t at = 0; at < query->counted; at++) {
        const int64_t term = query->numbers[at];
        count += all->slots[term] < 0 ? all->starts[term + 1] - all->starts[term] : all->places;
    }
    return count < all->places ? count : all->places;
}

/* The share of that rank among those on a step: only these are put in order. */
static double ranked_on(Room *room, int64_t count, int64_t step, int64_t rank) {
    int64_t same = 0;
    for (int64_t each = 0; each < count; each++) {
        room->ranks[same] = room->shares[each];
        same += step_of(room->shares[each]) == step;
    }
    return ranked(room->ranks, same, rank);
}

/* The share of that rank among all; it uses the room's scale. */
static double ranked_share(Room *room, int64_t count, int64_t rank) {
    int32_t *counts = room->scale.counts;
    int64_t step = STEPS - 1;
    memset(counts, 0, sizeof room->scale.counts);
    for (int64_t each = 0; each < count; each++) counts[step_of(room->shares[each])]++;
    for (; counts[step] < rank; step--) rank -= counts[step];
    return ranked_on(room, count, step, rank);
}

/* Keeps the places that lead by the counted terms, and those that equal the last of them; returns how many. */
static int64_t keep_leaders(const Query *query, Room *room, int64_t count) {
    if (query->leaders >= count) return count;
    const int64_t floor = room->scale.floor, above = room->scale.reach - room->scale.counts[floor];
    const double least = ranked_on(room, count, floor, query->leaders - above); /* the last leader is on the floor */
    int64_t kept = 0;
    for (int64_t each = 0; each < count; each++) {
        room->places[kept] = room->places[each];
        room->totals[kept] = room->totals[each];
        kept += room->shares[each] >= least;
    }
    return kept;
}

/* Leaves the leading places, ascending, and their shares in a room that is ready; returns how many there are. Places whose
   share is less than `least` may be left out. */
static int64_t search_above(const Postings *all, const Query *query, double least, Room *room) {
    for (int64_t at = 0; at < query->terms; at++)
        if (all->slots[query->numbers[at]] < 0) room->cursors[at] = beginning(all, query->numbers[at]);
    memset(&room->scale, 0, sizeof room->scale);
    room->scale.leaders = query->leaders;
    if (query->counted == query->terms && least > 0) /* a step lower, since shares are rounded */
        room->scale.floor = step_of(least) > 0 ? step_of(least) - 1 : 0;
    int64_t count = 0;
    for (int64_t first = 0; first < all->places; first += SPAN) {
        if (first % HALF == 0) enter_all(all, query, room, first / HALF, 0, query->counted);
        count = count_span(all, query, room, first, count);
    }
    count = keep_leaders(query, room, count);
    ask_lists(all, query, room, count);
    ask_bitmaps(all, query, room, count);
    for (int64_t each = 0; each < count; each++)
        room->shares[each] = (float)share(all, query, room->totals[each], room->places[each]);
    return count;
}

static int64_t search(const Postings *all, const Query *query, Room *room) { return search_above(all, query, 0, room); }

/* Writes the places of the greatest shares, ascending, and these; both have room for all places. Places whose share is
   less than `least` may be left out. Returns how many, or -1 where memory is wanting. */
static int64_t nearest(const Postings *all, const Query *query, double least_share, void *in, int64_t *found, float *shares) {
    Room *room = in;
    if (!make_ready(room, most(all, query) + 1, query->terms)) return -1;
    const int64_t count = search_above(all, query, least_share, room);
    const double least = query->limit < count ? ranked_share(room, count, query->limit) : 0;
    int64_t kept = 0;
    for (int64_t each = 0; each < count; each++)
        if (room->shares[each] >= least) {
            found[kept] = room->places[each];
            shares[kept++] = (float)room->shares[each];
        }
    shrink(room);
    return kept;
}

int64_t exonym_nearest(const Postings *all, const Query *query, void *in, int64_t *found, float *shares) {
    return nearest(all, query, 0, in, found, shares);
}
