/* The search of `key_index.py` and `keys.py` in the sorted keys: which of them begin with some letters, and which are
   a path of a lattice. It finds what Python does there, in the same order. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WAITING 4096 /* places of a lattice that wait to be visited; more than are ever visited */

/* Key `n` is `starts[n]` to `starts[n + 1]` of `blob`, its forms `form_starts[n]` to `form_starts[n + 1]`. */
typedef struct {
    int64_t count;
    const uint8_t *blob;
    const int64_t *starts;
    const int32_t *form_starts, *forms;
} Keys;

/* How the letters of a key from the byte `depth` on stand to a text: 0 where they begin with it, else as memcmp. */
static int beginning_like(const Keys *keys, int64_t number, int64_t depth, const uint8_t *text, int64_t size) {
    const int64_t start = keys->starts[number] + depth, left = keys->starts[number + 1] - start;
    const int found = memcmp(keys->blob + start, text, (size_t)(left < size ? left : size));
    return found || left >= size ? found : -1;
}

/* The first key from `low` on that has at least `least` for the order above; all before `low` have less. Steps get
   longer before they get shorter, since the next of several texts in their order is most often near. */
static int64_t first_like(const Keys *keys, int64_t low, int64_t high, int64_t depth, const uint8_t *text, int64_t size,
                          int least) {
    int64_t step = 1, stop = low;
    while (stop < high && beginning_like(keys, stop, depth, text, size) < least) {
        low = stop + 1;
        stop = low + step;
        step *= 4;
    }
    if (stop > high) stop = high;
    while (low < stop) {
        const int64_t middle = low + (stop - low) / 2;
        if (beginning_like(keys, middle, depth, text, size) < least)
            low = middle + 1;
        else
            stop = middle;
    }
    return low;
}

/* The range of the keys from `low` to `high` that begin with a text; two equal numbers where none does. */
void exonym_beginning(const Keys *keys, const uint8_t *text, int64_t size, int64_t low, int64_t high, int64_t *range) {
    range[0] = range[1] = low;
    if (size < 1 || low < 0 || high > keys->count || low >= high) return;
    range[0] = first_like(keys, low, high, 0, text, size, 0);
    range[1] = first_like(keys, range[0], high, 0, text, size, 1);
}

static int by_letters(const void *one, const void *other) {
    const Edge *left = one, *right = other;
    const int found = in_order(left->text, left->size, right->text, right->size);
    return found ? found : (left->end > right->end) - (left->end < right->end);
}

/* Puts the edges of each unit in the order of their letters, each once for an end. */
static void sort_edges(Lattice *lattice) {
    int32_t kept = 0, first = 0;
    for (int32_t unit = 0; unit < lattice->units; unit++) {
        const int32_t stop = lattice->firsts[unit + 1], begin = kept;
        qsort(lattice->edges + first, (size_t)(stop - first), sizeof(Edge), by_letters);
        for (int32_t at = first; at < stop; at++)
            if (kept == begin || by_letters(lattice->edges + kept - 1, lattice->edges + at))
                lattice->edges[kept++] = lattice->edges[at];
        first = stop;
        lattice->firsts[unit + 1] = kept;
    }
    lattice->count = kept;
}

/* Units that are done, and the keys from `low` to `high`, whose first `depth` bytes are what these spell. */
typedef struct {
    int32_t done, depth;
    int64_t low, high;
} Place;

/* What a walk has found so far: `count` forms, of which as many are written as there is `room` for. */
typedef struct {
    const Keys *keys;
    const Lattice *lattice;
    int32_t *found;
    int64_t count, room;
} Walk;

static void add_forms(Walk *walk, int64_t number, int64_t depth) {
    const Keys *keys = walk->keys;
    if (keys->starts[number + 1] - keys->starts[number] != depth) return;
    for (int32_t at = keys->form_starts[number]; at < keys->form_starts[number + 1]; at++, walk->count++)
        if (walk->count < walk->room) walk->found[walk->count] = keys->forms[at];
}

/* Follows all edges from a place, to what they reach: places that wait at `waiting`, of which there are `last`. */
static int64_t follow(Walk *walk, int32_t cut, Place from, Place *waiting, int64_t last) {
    const Lattice *lattice = walk->lattice;
    const int32_t count = lattice->units, unit = (cut + from.done) % count;
    int64_t low = from.low;
    for (int32_t at = lattice->firsts[unit]; at < lattice->firsts[unit + 1] && low < from.high; at++) {
        const Edge *edge = lattice->edges + at;
        if ((unit < cut && cut < edge->end) || !(from.depth + edge->size)) continue;
        low = first_like(walk->keys, low, from.high, from.depth, edge->text, edge->size, 0);
        const int64_t high = first_like(walk->keys, low, from.high, from.depth, edge->text, edge->size, 1);
        if (low == high) continue;
        const int32_t done = from.done + edge->end - unit, depth = from.depth + edge->size;
        if (done == count)
            add_forms(walk, low, depth);
        else if (done < count)
            waiting[last++ % WAITING] = (Place){done, depth, low, high}; /* over those that will not be visited */
    }
    return last;
}

/* Writes the forms whose key is a path of the lattice with its halves exchanged at each of the cuts, with repetitions,
   as many as there is `room` for; `most` places are visited for each cut, and `broken_off` says for how many cuts there
   were more. Returns how many forms there are; -1 where memory is wanting, -2 where Python has to do it. */
int64_t exonym_walk(const Keys *keys, const uint8_t *flat, int64_t size, int64_t count, int64_t units,
                    const int32_t *cuts, int64_t cut_count, int64_t most, int32_t *found, int64_t room,
                    int32_t *broken_off) {
    Lattice lattice;
    *broken_off = 0;
    if (most >= WAITING) return -2;
    const int known = read_lattice(flat, size, count, units, &lattice);
    if (known < 1) return known ? -1 : -2;
    sort_edges(&lattice);
    Place *waiting = malloc(WAITING * sizeof *waiting);
    Walk walk = {keys, &lattice, found, 0, room};
    for (int64_t at = 0; waiting && at < cut_count; at++) {
        if (cuts[at] < 0 || cuts[at] >= units) continue;
        waiting[0] = (Place){0, 0, 0, keys->count};
        int64_t last = 1;
        for (int64_t visited = 0; visited < most && last; visited++)
            last = follow(&walk, cuts[at], waiting[(last - 1) % WAITING], waiting, last - 1);
        *broken_off += last > 0;
    }
    const int64_t found_count = waiting ? walk.count : -1;
    free(waiting);
    free(lattice.memory);
    return found_count;
}
