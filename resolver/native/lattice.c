/* A lattice of spellings as Python hands it over (`Lattice.flat`), and the cheapest spellings of a whole name. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST_UNITS 1024  /* of a lattice; a longer one is left to Python */
#define MOST_EDGES 65536 /* likewise */
#define MOST_BEAM 8      /* spellings that are kept up to each unit */

/* One way of writing the units `start` to `end`; its letters, in UTF-8 or as code points; which of the edges it is, and
   whether it is shown with a space in it. */
typedef struct {
    int32_t start, end, number, spaced;
    double cost;
    const uint8_t *text;
    const uint32_t *letters;
    int32_t size, count; /* bytes of `text`, and code points */
} Edge;

/* The edges by their first unit: those of a unit are `firsts[unit]` to `firsts[unit + 1]`. `memory` is all they need. */
typedef struct {
    int32_t units, count;
    Edge *edges;
    int32_t *firsts;
    void *memory;
} Lattice;

/* Writes code points that Python can encode as UTF-8; returns the end. */
static uint8_t *as_utf8(const uint32_t *letters, int64_t count, uint8_t *to) {
    for (int64_t at = 0; at < count; at++) {
        const uint32_t letter = letters[at];
        if (letter < 0x80) {
            *to++ = (uint8_t)letter;
            continue;
        }
        if (letter < 0x800)
            *to++ = (uint8_t)(0xC0 | letter >> 6);
        else {
            if (letter < 0x10000)
                *to++ = (uint8_t)(0xE0 | letter >> 12);
            else {
                *to++ = (uint8_t)(0xF0 | letter >> 18);
                *to++ = (uint8_t)(0x80 | (letter >> 12 & 0x3F));
            }
            *to++ = (uint8_t)(0x80 | (letter >> 6 & 0x3F));
        }
        *to++ = (uint8_t)(0x80 | (letter & 0x3F));
    }
    return to;
}

/* Edges as Python packs them: their costs, then their first units, then the units behind their last, below 0 where a
   space is shown, then the code points of all texts with a 0 between two. */
typedef struct {
    int64_t count;
    const double *costs;
    const int32_t *starts, *ends;
    const uint32_t *letters, *last;
} Packed;

static Packed unpack(const uint8_t *flat, int64_t count, int64_t letters) {
    const double *costs = (const double *)flat;
    const int32_t *starts = (const int32_t *)(costs + count);
    const uint32_t *letter = (const uint32_t *)(starts + 2 * count);
    return (Packed){count, costs, starts, starts + count, letter, letter + letters};
}

/* Room for so many edges of so many units, with no edge yet. Returns 0 where memory is wanting. */
static int make_room(Lattice *found, int64_t units, int64_t count, int64_t letters) {
    found->memory = malloc((size_t)count * sizeof(Edge) + (size_t)(units + 2) * sizeof(int32_t) + (size_t)letters * 4);
    if (!found->memory) return 0;
    found->units = (int32_t)units;
    found->count = (int32_t)count;
    found->edges = found->memory;
    found->firsts = (int32_t *)(found->edges + count);
    memset(found->firsts, 0, (size_t)(units + 2) * sizeof(int32_t));
    return 1;
}

/* Counts the edges of each unit, whose units are numbered from `before` on; 0 where they are none of the lattice. */
static int count_edges(Lattice *found, const Packed *edges, int64_t before) {
    for (int64_t at = 0; at < edges->count; at++) {
        const int64_t start = before + edges->starts[at], end = before + llabs(edges->ends[at]);
        if (start < 0 || end > found->units || end <= start) return 0;
        found->firsts[start + 2]++;
    }
    return 1;
}

static void sum_counts(Lattice *found) {
    for (int32_t unit = 2; unit <= found->units; unit++) found->firsts[unit + 1] += found->firsts[unit];
}

/* Puts edges in their places, their letters from `bytes` on. Returns the end of these; NULL where some have no text. */
static uint8_t *place_edges(Lattice *found, const Packed *edges, int64_t before, uint8_t *bytes) {
    const uint32_t *letter = edges->letters, *const last = edges->last;
    for (int64_t at = 0; at < edges->count; at++) {
        const uint32_t *begin = letter;
        while (letter < last && *letter) letter++;
        if ((at == edges->count - 1) != (letter == last)) return NULL;
        uint8_t *end = as_utf8(begin, letter - begin, bytes);
        const int64_t start = before + edges->starts[at], behind = before + llabs(edges->ends[at]);
        found->edges[found->firsts[start + 1]++] = (Edge){
            (int32_t)start, (int32_t)behind, (int32_t)at, edges->ends[at] < 0, edges->costs[at],
            bytes, begin, (int32_t)(end - bytes), (int32_t)(letter - begin)};
        bytes = end;
        letter++;
    }
    return bytes;
}

/* Reads `count` edges, packed in `size` bytes. The edges of a unit keep their order. Returns 1; 0 where they are none
   that a lattice of so many units can have; -1 where memory is wanting. */
static int read_lattice(const uint8_t *flat, int64_t size, int64_t count, int64_t units, Lattice *found) {
    const int64_t letters = (size - count * 16) / 4;
    if (units < 1 || units > MOST_UNITS || count < 1 || count > MOST_EDGES || letters < count - 1) return 0;
    const Packed edges = unpack(flat, count, letters);
    if (!make_room(found, units, count, letters)) return -1;
    uint8_t *bytes = (uint8_t *)(found->firsts + units + 2);
    if (count_edges(found, &edges, 0)) {
        sum_counts(found);
        if (place_edges(found, &edges, 0, bytes)) return 1;
    }
    free(found->memory);
    return 0;
}

/* The head of a link of a lattice (`readings/links.py`): how many units further its edges begin, how many units further
   the next link does, how many edges follow, and how many code points their texts have. */
typedef struct {
    int32_t at, units, count, letters;
} Link;

static int64_t size_of_link(const Link *link) {
    return (int64_t)sizeof *link + 16 * (int64_t)link->count + ((int64_t)link->letters + 1) / 2 * 8;
}

/* The next link of a chain of `size` bytes, and in `at` where the one behind it begins; NULL where there is none. */
static const Link *next_link(const uint8_t *chain, int64_t size, int64_t *at) {
    const Link *link = (const Link *)(chain + *at);
    if (size - *at < (int64_t)sizeof *link || link->count < 0 || link->units < 0 || link->letters < 0) return NULL;
    if (link->letters < link->count - 1 || size_of_link(link) > size - *at) return NULL;
    *at += size_of_link(link);
    return link;
}

static Packed edges_of(const Link *link) {
    return unpack((const uint8_t *)(link + 1), link->count, link->count ? link->letters : 0);
}

/* Reads the lattice of a chain of links, of at most so many units. Returns as `read_lattice` does. */
static int read_chain(const uint8_t *chain, int64_t size, int64_t most, Lattice *found) {
    int64_t count = 0, units = 0, letters = 0, at = 0, before = 0;
    const Link *link;
    while (at < size) {
        if (!(link = next_link(chain, size, &at))) return 0;
        count += link->count;
        units += link->units;
        letters += link->letters;
    }
    if (units < 1 || units > most || units > MOST_UNITS || count < 1 || count > MOST_EDGES) return 0;
    if (!make_room(found, units, count, letters)) return -1;
    uint8_t *bytes = (uint8_t *)(found->firsts + units + 2);
    int is_whole = 1;
    for (at = 0; is_whole && at < size; before += link->units) {
        link = next_link(chain, size, &at);
        const Packed edges = edges_of(link);
        is_whole = count_edges(found, &edges, before + link->at);
    }
    sum_counts(found);
    for (at = before = 0; is_whole && at < size; before += link->units) {
        link = next_link(chain, size, &at);
        const Packed edges = edges_of(link);
        bytes = place_edges(found, &edges, before + link->at, bytes);
        is_whole = bytes != NULL;
    }
    if (!is_whole) free(found->memory);
    return is_whole;
}

/* Less than, equal to or greater than 0 as the one text stands before, with or behind the other one. */
static int in_order(const uint8_t *one, int64_t size, const uint8_t *other, int64_t other_size) {
    const int found = memcmp(one, other, (size_t)(size < other_size ? size : other_size));
    return found ? found : (size > other_size) - (size < other_size);
}

/* Spellings up to a unit, the cheapest first, and of equal ones the first by its letters. Behind the last one is the
   place where the next one is tried. */
typedef struct {
    int32_t count;
    double costs[MOST_BEAM];
    uint8_t *texts[MOST_BEAM + 1];
    int32_t sizes[MOST_BEAM];
} Beam;

/* The number of a spelling among those of a beam, or how many there are. */
static int known_as(const Beam *beam, const uint8_t *text, int32_t size) {
    int at = 0;
    while (at < beam->count && (beam->sizes[at] != size || memcmp(beam->texts[at], text, (size_t)size))) at++;
    return at;
}

/* Adds a spelling of another beam with an edge behind it, where it is one of the `limit` cheapest. */
static void offer_spelling(Beam *beam, int limit, const Beam *from, int each, const Edge *edge) {
    const double cost = from->costs[each] + edge->cost;
    const int last = limit - 1, full = beam->count == limit;
    if (full && cost > beam->costs[last]) return;
    uint8_t *text = beam->texts[beam->count];
    const int32_t before = from->sizes[each], size = before + edge->size;
    memcpy(text, from->texts[each], (size_t)before);
    memcpy(text + before, edge->text, (size_t)edge->size);
    int place = known_as(beam, text, size);
    if (place < beam->count) {
        if (beam->costs[place] <= cost) return;
    } else if (full) {
        place = last;
        if (cost == beam->costs[last] && in_order(text, size, beam->texts[last], beam->sizes[last]) > 0) return;
    }
    if (place < beam->count)
        beam->texts[beam->count] = beam->texts[place];
    else
        beam->count++;
    for (; place > 0; place--) {
        const int other = place - 1;
        if (beam->costs[other] < cost) break;
        if (beam->costs[other] == cost && in_order(beam->texts[other], beam->sizes[other], text, size) < 0) break;
        beam->costs[place] = beam->costs[other];
        beam->texts[place] = beam->texts[other];
        beam->sizes[place] = beam->sizes[other];
    }
    beam->costs[place] = cost;
    beam->texts[place] = text;
    beam->sizes[place] = size;
}

/* The most bytes that a spelling up to each unit may have. */
static void measure(const Lattice *lattice, int64_t *longest) {
    memset(longest, 0, ((size_t)lattice->units + 1) * sizeof *longest);
    for (int32_t at = 0; at < lattice->count; at++) {
        const Edge *edge = lattice->edges + at;
        const int64_t size = longest[edge->start] + edge->size;
        if (size > longest[edge->end]) longest[edge->end] = size;
    }
}

/* Fills the beams of all units in turn; one that is empty and ends the name is no spelling. */
static void fill_beams(const Lattice *lattice, int limit, Beam *beams) {
    beams[0].count = 1;
    for (int32_t at = 0; at < lattice->count; at++) {
        const Edge *edge = lattice->edges + at;
        const Beam *from = beams + edge->start;
        for (int each = 0; each < from->count; each++)
            if (edge->end < lattice->units || from->sizes[each] + edge->size)
                offer_spelling(beams + edge->end, limit, from, each, edge);
    }
}

/* Writes the spellings of a beam, each with a 0 behind it; returns their size, or -2 where that is more than `room`. */
static int64_t write_spellings(const Beam *beam, uint8_t *to, int64_t room) {
    int64_t size = 0;
    for (int at = 0; at < beam->count; at++) {
        if (size + beam->sizes[at] + 1 > room) return -2;
        memcpy(to + size, beam->texts[at], (size_t)beam->sizes[at]);
        size += beam->sizes[at];
        to[size++] = 0;
    }
    return size;
}

/* Writes the `limit` cheapest spellings of the whole name in UTF-8, each with a 0 behind it, the cheapest first, and
   returns their size. -1 where memory is wanting, -2 where Python has to do it: `room` is too little. Frees the
   lattice. */
static int64_t best_texts(Lattice *lattice, int64_t limit, uint8_t *to, int64_t room) {
    const int32_t units = lattice->units;
    int64_t longest[MOST_UNITS + 1], bytes = 0;
    measure(lattice, longest);
    for (int32_t unit = 0; unit <= units; unit++) bytes += longest[unit] * (limit + 1);
    Beam *beams = calloc(1, ((size_t)units + 1) * sizeof *beams + (size_t)bytes);
    int64_t written = -1;
    if (beams) {
        uint8_t *next = (uint8_t *)(beams + units + 1);
        for (int32_t unit = 0; unit <= units; unit++)
            for (int64_t at = 0; at <= limit; at++, next += longest[unit]) beams[unit].texts[at] = next;
        fill_beams(lattice, (int)limit, beams);
        written = write_spellings(beams + units, to, room);
    }
    free(beams);
    free(lattice->memory);
    return written;
}

/* Of a lattice in one piece: -2 also where it is too large. */
int64_t exonym_best_texts(const uint8_t *flat, int64_t size, int64_t count, int64_t units, int64_t limit, uint8_t *to,
                          int64_t room) {
    Lattice lattice;
    const int known = limit < 1 || limit > MOST_BEAM ? 0 : read_lattice(flat, size, count, units, &lattice);
    return known < 1 ? known - !known * 2 : best_texts(&lattice, limit, to, room);
}

/* The same of a chain of links; -2 where it has more than `most` units. */
int64_t exonym_best_of_links(const uint8_t *chain, int64_t size, int64_t most, int64_t limit, uint8_t *to,
                             int64_t room) {
    Lattice lattice;
    const int known = limit < 1 || limit > MOST_BEAM ? 0 : read_chain(chain, size, most, &lattice);
    return known < 1 ? known - !known * 2 : best_texts(&lattice, limit, to, room);
}
