/* Room for the searches of `postings.c`, which each thread keeps. */
#include <stdint.h>
#include <stdlib.h>

#define STEPS 2048 /* of a scale of shares */
#define SPAN 4096  /* places of a block that are summed up at once: their sums stay in the nearest cache */

/* How far a list has been read. It is read block by block, and in each from `at` to `end`, span by span. */
typedef struct {
    int64_t run, stop;
    const uint16_t *low, *at, *end;
} Cursor;

/* How many shares are on each step of a scale from 0 to 1, and what that says of the leaders: none of them is below
   `floor`, as soon as there are so many; `reach` shares are on it or above. */
typedef struct {
    int32_t counts[STEPS];
    int64_t floor, reach, leaders;
} Scale;

static int64_t step_of(double share) {
    const int64_t step = (int64_t)(share * STEPS);
    return step < STEPS ? step : STEPS - 1;
}

static void add(Scale *scale, int64_t step) {
    scale->counts[step]++;
    scale->reach += step >= scale->floor;
    while (scale->floor < STEPS - 1 && scale->reach - scale->counts[scale->floor] >= scale->leaders)
        scale->reach -= scale->counts[scale->floor++];
}

#define KEPT (1 << 18) /* places that a room stays ready for */
#define SPARES 3       /* pieces of memory: two for a search by sound, and one for names that are laid side by side */

/* Room for the searches of one thread: the sums of one span, and those of all places that may lead. A new one would have
   to be cleared for each search; each leaves this one as it found it. */
typedef struct {
    double sums[SPAN];          /* by the place in the span; 0 between uses */
    uint64_t bits[SPAN / 64];   /* likewise, one each: which places of the span are looked at */
    uint16_t seen[SPAN + 1];    /* the places of the span that have a sum; one more is written to */
    uint16_t likely[SPAN + 1];  /* likewise those of them that may lead */
    int64_t ready, ready_terms; /* how many places and terms there is room for */
    int32_t *places;
    double *totals, *shares, *ranks;
    Cursor *cursors;
    Scale scale;
    void *spare[SPARES]; /* for those who search and then do more: see `spare_of` */
    int64_t spare_size[SPARES];
    void *begun;        /* a search in the spare memory that may be gone on with; NULL without one */
    int64_t searches;   /* how many were begun */
    double *chunks;             /* two weights of each of so many chunks: `chunks_of` */
    int64_t chunk_count;
} Room;

/* Room for the searches of one thread at a time; null where memory is wanting. */
void *exonym_room(void) { return calloc(1, sizeof(Room)); }

static void release_places(Room *room) {
    free(room->places);
    free(room->totals);
    free(room->shares);
    free(room->ranks);
    free(room->cursors);
    room->places = NULL;
    room->totals = room->shares = room->ranks = NULL;
    room->cursors = NULL;
    room->ready = room->ready_terms = 0;
}

static void release(Room *room) {
    release_places(room);
    room->begun = NULL;
    for (int which = 0; which < SPARES; which++) {
        free(room->spare[which]);
        room->spare[which] = NULL;
        room->spare_size[which] = 0;
    }
    free(room->chunks);
    room->chunks = NULL;
    room->chunk_count = 0;
}

/* One of the pieces of memory of at least such a size that stay with the room; null where memory is wanting. */
static char *spare_of(Room *room, int which, int64_t size) {
    if (size > room->spare_size[which]) {
        free(room->spare[which]);
        room->spare[which] = malloc((size_t)size);
        room->spare_size[which] = room->spare[which] ? size : 0;
    }
    return room->spare[which];
}

/* Two weights of each of so many chunks, all NO_CHUNK, as they are to be left; null where memory is wanting. */
static double *chunks_of(Room *room, int64_t count) {
    if (count <= room->chunk_count) return room->chunks;
    free(room->chunks);
    room->chunks = malloc((size_t)(2 * count) * sizeof *room->chunks);
    room->chunk_count = room->chunks ? count : 0;
    for (int64_t at = 0; at < 2 * room->chunk_count; at++) room->chunks[at] = NO_CHUNK;
    return room->chunks;
}

/* Gives back what the room has grown by a rare search: not every thread should keep so much. */
static void shrink(Room *room) {
    if (room->ready > KEPT) release_places(room);
    for (int which = 0; which < SPARES; which++)
        if (room->spare_size[which] > 16 * KEPT) release(room);
}

void exonym_free_room(void *room) {
    if (room) release(room);
    free(room);
}

/* Makes room for so many places and terms; whether there is. */
static int make_ready(Room *room, int64_t places, int64_t terms) {
    if (places <= room->ready && terms <= room->ready_terms) return 1;
    places = places > room->ready ? places : room->ready;
    terms = terms > room->ready_terms ? terms : room->ready_terms;
    release_places(room);
    room->places = malloc((size_t)places * sizeof *room->places);
    room->totals = malloc((size_t)places * sizeof *room->totals);
    room->shares = malloc((size_t)places * sizeof *room->shares);
    room->ranks = malloc((size_t)places * sizeof *room->ranks);
    room->cursors = malloc((size_t)terms * sizeof *room->cursors);
    if (!room->places || !room->totals || !room->shares || !room->ranks || !room->cursors) {
        release_places(room);
        return 0;
    }
    room->ready = places;
    room->ready_terms = terms;
    return 1;
}
