/* The search of `postings.py`: which places share most with a query. It does, sum for sum, what numpy does there. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define HALF 65536 /* places with the same upper half make a run of a list */

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
} Postings;

typedef struct {
    int64_t terms;      /* how many there are, the rarest first */
    int64_t counted;    /* so many of them say which places lead; these are asked for the others */
    const int64_t *numbers;
    const float *weights;
    float total;
    int64_t leaders, limit;
} Query;

/* Adds the weight to the sum of each place of a list; with `touched`, notes those that had no sum, and else leaves these
   out. How many are noted then is returned. */
static int64_t add_list(const Postings *all, int64_t term, double weight, double *sums, int32_t *touched, int64_t count) {
    const uint16_t *low = all->lows + all->starts[term];
    for (int64_t run = all->firsts[term]; run < all->firsts[term + 1]; run++) {
        const int64_t base = (int64_t)all->highs[run] * HALF;
        const uint16_t *end = low + all->spans[run] + 1;
        if (touched)
            for (; low < end; low++) {
                const int64_t place = base + *low;
                touched[count] = (int32_t)place;
                count += sums[place] == 0; /* no jump: it could not be foreseen */
                sums[place] += weight;
            }
        else
            for (; low < end; low++) {
                const int64_t place = base + *low;
                sums[place] += weight * (sums[place] != 0);
            }
    }
    return count;
}

static int64_t add_bitmap(const Postings *all, int64_t slot, double weight, double *sums, int32_t *touched,
                          int64_t count) {
    const uint8_t *row = all->bitmaps + slot * all->width;
    for (int64_t at = 0; at < all->width; at++)
        for (unsigned bits = row[at]; bits; bits &= bits - 1) {
            const int64_t place = at * 8 + __builtin_ctz(bits);
            if (sums[place] == 0) touched[count++] = (int32_t)place;
            sums[place] += weight;
        }
    return count;
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

static double share(const Postings *all, const Query *query, const double *sums, int64_t place) {
    return sums[place] / (double)(all->norms[place] + query->total);
}

static int ascending(const void *one, const void *other) {
    const int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

/* Writes the places of the greatest shares, ascending, and these; both have room for all places. Returns how many, or
   -1 where memory is wanting. */
int64_t exonym_nearest(const Postings *all, const Query *query, int64_t *found, float *shares) {
    double *sums = calloc((size_t)all->places + 1, sizeof *sums);
    double *values = malloc(((size_t)all->places + 1) * sizeof *values);
    int32_t *touched = malloc(((size_t)all->places + 1) * sizeof *touched);
    int64_t count = 0, kept = 0;
    if (!sums || !values || !touched) {
        kept = -1;
        goto done;
    }
    for (int64_t at = 0; at < query->counted; at++) {
        const int64_t term = query->numbers[at], slot = all->slots[term];
        const double weight = query->weights[at];
        count = slot < 0 ? add_list(all, term, weight, sums, touched, count)
                         : add_bitmap(all, slot, weight, sums, touched, count);
    }
    if (query->leaders < count) {
        for (int64_t at = 0; at < count; at++) values[at] = share(all, query, sums, touched[at]);
        const double least = ranked(values, count, query->leaders);
        int64_t leading = 0;
        for (int64_t at = 0; at < count; at++) {
            const int32_t place = touched[at];
            if (share(all, query, sums, place) >= least)
                touched[leading++] = place;
            else
                sums[place] = 0;
        }
        count = leading;
    }
    for (int64_t at = query->counted; at < query->terms; at++) {
        const int64_t term = query->numbers[at], slot = all->slots[term];
        const double weight = query->weights[at];
        if (slot < 0) {
            add_list(all, term, weight, sums, NULL, 0);
            continue;
        }
        const uint8_t *row = all->bitmaps + slot * all->width;
        const double added[2] = {0, weight};
        for (int64_t each = 0; each < count; each++) {
            const uint32_t place = (uint32_t)touched[each];
            sums[place] += added[row[place >> 3] >> (place & 7) & 1];
        }
    }
    float least = 0;
    if (query->limit < count) {
        for (int64_t at = 0; at < count; at++) values[at] = (float)share(all, query, sums, touched[at]);
        least = (float)ranked(values, count, query->limit);
    }
    for (int64_t at = 0; at < count; at++)
        if ((float)share(all, query, sums, touched[at]) >= least) found[kept++] = touched[at];
    qsort(found, (size_t)kept, sizeof *found, ascending);
    for (int64_t at = 0; at < kept; at++) shares[at] = (float)share(all, query, sums, found[at]);
done:
    free(sums);
    free(values);
    free(touched);
    return kept;
}
