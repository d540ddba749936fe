/* The search of `key_index.py` and `keys.py` in the sorted keys: which of them begin with some letters, and which are
   a path of a lattice. It finds what Python does there, in the same order. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define WAITING 4096 /* places of a lattice that wait to be visited; more than are ever visited */
#define HEADS 65536  /* ways in which the first two bytes of a key may be */

/* Key `n` is `start_of(n)` to `start_of(n + 1)` of `blob`, and of the form `owners[n]`; of several where that is below 0: then
   `~owners[n]` says where in `shared` their count stands, and they behind it. `starts` says where each block of keys begins,
   of which there are 2 to the power of `bits`, and `offsets` how far behind that each key does. `heads` says by its first
   two bytes where a key stands: the first one that has these or more; NULL where that is not known. */
typedef struct {
    int64_t count;
    const uint8_t *blob;
    const uint32_t *starts;
    const uint16_t *offsets;
    int64_t bits;
    const int32_t *owners, *shared, *heads;
} Keys;

static int64_t start_of(const Keys *keys, int64_t number) {
    return (int64_t)keys->starts[number >> keys->bits] + keys->offsets[number];
}

static int64_t size_of(const Keys *keys, int64_t number) { return start_of(keys, number + 1) - start_of(keys, number); }

/* The forms that have a key; `count` is how many. */
static const int32_t *forms_of(const Keys *keys, int64_t number, int64_t *count) {
    const int32_t *const owner = keys->owners + number;
    if (*owner >= 0) {
        *count = 1;
        return owner;
    }
    const int32_t *const shared = keys->shared + ~*owner;
    *count = *shared;
    return shared + 1;
}

/* The first two bytes of a text, which has one at least, as a number. */
static int32_t head_of(const uint8_t *text, int64_t size) { return text[0] << 8 | (size > 1 ? text[1] : 0); }

static int32_t head_of_key(const Keys *keys, int64_t number) {
    const int64_t size = size_of(keys, number);
    return size > 0 ? head_of(keys->blob + start_of(keys, number), size) : 0;
}

/* Writes the `heads` of the keys. */
void exonym_heads(const Keys *keys, int32_t *heads) {
    int64_t low = 0;
    int32_t next = 0;
    while (low < keys->count) {
        const int32_t head = head_of_key(keys, low);
        while (next <= head) heads[next++] = (int32_t)low;
        int64_t step = 1, stop = low + 1;
        while (stop < keys->count && head_of_key(keys, stop) == head) {
            low = stop;
            stop += step;
            step *= 2;
        }
        if (stop > keys->count) stop = keys->count;
        for (low++; low < stop;) {
            const int64_t middle = low + (stop - low) / 2;
            if (head_of_key(keys, middle) == head)
                low = middle + 1;
            else
                stop = middle;
        }
    }
    while (next <= HEADS) heads[next++] = (int32_t)keys->count;
}

/* Narrows a range of keys to those that a key may be among which begins with a text. */
static void narrow_by_head(const Keys *keys, const uint8_t *text, int64_t size, int64_t *low, int64_t *high) {
    if (!keys->heads || size < 1) return;
    const int64_t first = keys->heads[head_of(text, size)];
    const int64_t stop = keys->heads[size > 1 ? head_of(text, size) + 1 : (text[0] + 1) << 8];
    if (*low < first) *low = first;
    if (*high > stop) *high = stop;
}

/* How the letters of a key from the byte `depth` on stand to a text: 0 where they begin with it, else as memcmp. */
static int beginning_like(const Keys *keys, int64_t number, int64_t depth, const uint8_t *text, int64_t size) {
    const int64_t start = start_of(keys, number) + depth, left = start_of(keys, number + 1) - start;
    const uint8_t *own = keys->blob + start;
    for (int64_t at = 0; at < size; at++) /* few bytes, of which the first ones decide: a call would take longer */
        if (at >= left || own[at] != text[at]) return at < left && own[at] > text[at] ? 1 : -1;
    return 0;
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
    narrow_by_head(keys, text, size, &low, &high);
    if (low >= high) return;
    range[0] = first_like(keys, low, high, 0, text, size, 0);
    range[1] = first_like(keys, range[0], high, 0, text, size, 1);
}

/* An edge as it is sorted: its first letters as a number, and where it stands. */
typedef struct {
    uint64_t head;
    const Edge *edge;
} Sorted;

static uint64_t first_letters(const Edge *edge) {
    uint64_t found = 0;
    for (int32_t at = 0; at < 8; at++) found = found << 8 | (at < edge->size ? edge->text[at] : 0);
    return found;
}

static int by_letters(const void *one, const void *other) {
    const Sorted *left = one, *right = other;
    if (left->head != right->head) return left->head > right->head ? 1 : -1;
    const Edge *first = left->edge, *second = right->edge;
    const int found = in_order(first->text, first->size, second->text, second->size);
    return found ? found : (first->end > second->end) - (first->end < second->end);
}

/* Puts the edges of each unit in the order of their letters, each once for an end. Returns -1 where memory is wanting. */
static int sort_edges(Lattice *lattice) {
    const size_t count = (size_t)lattice->count;
    Sorted *sorted = malloc(count * (sizeof *sorted + sizeof(Edge)));
    if (!sorted) return -1;
    Edge *edges = memcpy(sorted + count, lattice->edges, count * sizeof(Edge));
    for (size_t at = 0; at < count; at++) sorted[at] = (Sorted){first_letters(edges + at), edges + at};
    int32_t kept = 0, first = 0;
    for (int32_t unit = 0; unit < lattice->units; unit++) {
        const int32_t stop = lattice->firsts[unit + 1], begin = kept;
        qsort(sorted + first, (size_t)(stop - first), sizeof *sorted, by_letters);
        for (int32_t at = first; at < stop; at++)
            if (kept == begin || by_letters(sorted + at - 1, sorted + at)) lattice->edges[kept++] = *sorted[at].edge;
        first = stop;
        lattice->firsts[unit + 1] = kept;
    }
    lattice->count = kept;
    free(sorted);
    return 0;
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
    if (size_of(keys, number) != depth) return;
    int64_t count;
    const int32_t *const forms = forms_of(keys, number, &count);
    for (int64_t at = 0; at < count; at++, walk->count++)
        if (walk->count < walk->room) walk->found[walk->count] = forms[at];
}

/* The byte of a key at `depth`; -1 where it ends there. */
static int byte_of_key(const Keys *keys, int64_t number, int64_t depth) {
    const int64_t at = start_of(keys, number) + depth;
    return at < start_of(keys, number + 1) ? keys->blob[at] : -1;
}

/* Follows all edges from a place, to what they reach: places that wait at `waiting`, of which there are `last`. */
static int64_t follow(Walk *walk, int32_t cut, Place from, Place *waiting, int64_t last) {
    const Lattice *lattice = walk->lattice;
    const Keys *keys = walk->keys;
    const int32_t count = lattice->units, unit = (cut + from.done) % count;
    int64_t low = from.low;
    int next = byte_of_key(keys, low, from.depth); /* no edge with less before it can be the beginning of any key */
    for (int32_t at = lattice->firsts[unit]; at < lattice->firsts[unit + 1]; at++) {
        const Edge *edge = lattice->edges + at;
        if (edge->size && edge->text[0] < next) continue;
        if ((unit < cut && cut < edge->end) || !(from.depth + edge->size)) continue;
        int64_t high = from.high;
        if (!from.depth) {
            narrow_by_head(keys, edge->text, edge->size, &low, &high);
            if (low >= high) {
                if (low >= from.high) break;
                continue;
            }
        }
        low = first_like(keys, low, high, from.depth, edge->text, edge->size, 0);
        if (low < high) high = first_like(keys, low, high, from.depth, edge->text, edge->size, 1);
        if (low >= from.high) break;
        next = byte_of_key(keys, low, from.depth);
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
    if (!keys->count) cut_count = 0; /* a place has a first key */
    Place *waiting = sort_edges(&lattice) ? NULL : malloc(WAITING * sizeof *waiting);
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
