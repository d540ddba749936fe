/* The search of `alignment.py`: the cheapest path of a target by a lattice. It tries the same steps in the same order,
   so that of equal paths it finds the same one. */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define CONTRADICTS 6.0
#define OMITS 4.0
#define ADDS 5.0
#define CHUNK 7
#define HOPELESS 26.0
#define TURNED 0.1
#define EQUAL 1e-9
#define MOST_ALIGNED 128 /* units of a name, and letters of a target; longer ones are left to Python */
#define MOST_TARGET 512
#define MOST_COMPARED 4000 /* edges: those beyond are not looked at, which is left to Python too */

enum { AGREES, DOES_OMIT, DOES_CONTRADICT, DOES_ADD };

/* An edge at a letter of the target. */
typedef struct {
    int32_t edge, at;
} Occurrence;

/* The cheapest way to a place: its cost, where it came from, and what was done there, with which edge. */
typedef struct {
    double cost;
    int32_t before, at, relation, edge;
} Mark;

/* A lattice against a target: see `Fit`, `Target` and `_Walk` of alignment.py. The places of the edges of a unit are
   `firsts[unit]` to `firsts[unit + 1]`; `table` has a row of `length` + 1 marks for each number of units done. */
typedef struct {
    const Lattice *lattice;
    const uint32_t *text;
    const int32_t *ends, *gaps;
    int32_t count, length, words, gap_count, units, cut;
    int own, parted, spaced;
    int32_t firsts[MOST_ALIGNED + 1];
    Occurrence *places;
    int64_t room;
    Mark *table;
    uint8_t covered[MOST_ALIGNED], is_gap[MOST_TARGET + 1], is_stop[MOST_TARGET + 1], is_read[MOST_TARGET + 1];
    int32_t next_end[MOST_TARGET + 1], left[MOST_TARGET + 1];
    int32_t strange;
    double least, most, hopeless;
} Fit;

/* Reads what `Target.flat` gives: how many letters, words and gaps there are; the ends of words, the gaps, the text.
   Whether it is a target that there is room for. */
static int read_target(Fit *fit, const int32_t *flat, int64_t size) {
    if (size < 3) return 0;
    fit->length = flat[0], fit->words = flat[1], fit->gap_count = flat[2];
    if (fit->length < 1 || fit->length > MOST_TARGET || fit->words < 1 || fit->words > fit->length) return 0;
    if (fit->gap_count < 0 || fit->gap_count > fit->length) return 0;
    if (size != 3 + fit->words + fit->gap_count + fit->length) return 0;
    fit->ends = flat + 3;
    fit->gaps = fit->ends + fit->words;
    fit->text = (const uint32_t *)(fit->gaps + fit->gap_count);
    fit->spaced = fit->words > 1;
    memset(fit->is_gap, 0, sizeof fit->is_gap);
    for (int32_t at = 0; at < fit->gap_count; at++) {
        if (fit->gaps[at] < 0 || fit->gaps[at] > fit->length) return 0;
        fit->is_gap[fit->gaps[at]] = 1;
    }
    for (int32_t at = 0, begin = 0; at < fit->words; begin = fit->ends[at++])
        if (fit->ends[at] <= begin) return 0;
    return fit->ends[fit->words - 1] == fit->length;
}

static int add_place(Fit *fit, int32_t number, int32_t edge, int32_t at) {
    if (number == fit->room) {
        Occurrence *more = realloc(fit->places, (size_t)(fit->room = fit->room ? fit->room * 4 : 256) * sizeof *more);
        if (!more) return 0;
        fit->places = more;
    }
    fit->places[number] = (Occurrence){edge, at};
    return 1;
}

/* Whether no gap is inside the letters of an edge, where that matters. */
static int is_in_one_word(const Fit *fit, const Edge *edge, int32_t at) {
    if (!fit->parted || edge->spaced) return 1;
    for (int32_t inner = at + 1; inner < at + edge->count; inner++)
        if (fit->is_gap[inner]) return 0;
    return 1;
}

/* Looks for each edge in the target. Returns 0 where memory is wanting. */
static int find_places(Fit *fit) {
    const Lattice *lattice = fit->lattice;
    int32_t found = 0;
    fit->units = 0;
    for (int32_t unit = 0; unit < fit->count; unit++) {
        int occurs = 0;
        fit->firsts[unit] = found;
        for (int32_t each = lattice->firsts[unit]; each < lattice->firsts[unit + 1]; each++) {
            const Edge *edge = lattice->edges + each;
            for (int32_t at = 0; edge->count && at + edge->count <= fit->length; at++) {
                if (fit->text[at] != edge->letters[0]) continue;
                if (memcmp(fit->text + at, edge->letters, (size_t)edge->count * sizeof *fit->text)) continue;
                occurs = 1;
                if (is_in_one_word(fit, edge, at) && !add_place(fit, found++, each, at)) return 0;
            }
        }
        fit->units += occurs;
    }
    fit->firsts[fit->count] = found;
    return 1;
}

static Mark *row_of_table(const Fit *fit, int32_t done) { return fit->table + (int64_t)done * (fit->length + 1); }

static void begin_table(const Fit *fit) {
    const int64_t marks = (int64_t)(fit->count + 2) * (fit->length + 1);
    for (int64_t at = 0; at < marks; at++) fit->table[at].cost = INFINITY;
    fit->table[0] = (Mark){0, 0, 0, AGREES, -1};
}

static void offer_mark(Mark *known, Mark mark) {
    if (known->cost > mark.cost + EQUAL) *known = mark;
}

/* Whether the name may have come to a letter with so many units done: its halves change places at white space only,
   if there is any. */
static int may_be_at(const Fit *fit, int32_t done, int32_t at) {
    return !fit->cut || done != fit->count - fit->cut || !fit->gap_count || fit->is_gap[at];
}

static int32_t unit_of(const Fit *fit, int32_t done) {
    return done < fit->count ? (fit->cut + done) % fit->count : fit->count;
}

/* Fills the table of a walk in which every unit agrees. */
static void walk_strictly(const Fit *fit) {
    begin_table(fit);
    for (int32_t done = 0; done < fit->count; done++) {
        const int32_t unit = unit_of(fit, done);
        const Mark *row = row_of_table(fit, done);
        for (int32_t each = fit->firsts[unit]; each < fit->firsts[unit + 1]; each++) {
            const Occurrence place = fit->places[each];
            const Edge *edge = fit->lattice->edges + place.edge;
            const int32_t ahead = done + edge->end - edge->start;
            const double cost = row[place.at].cost;
            if (cost == INFINITY || ahead > fit->count || !may_be_at(fit, done, place.at)) continue;
            offer_mark(row_of_table(fit, ahead) + place.at + edge->count,
                       (Mark){cost + edge->cost, done, place.at, AGREES, place.edge});
        }
    }
}

/* Whether every unit is in some edge that has a place. */
static int is_covered(const Fit *fit) {
    int32_t until = 0;
    for (int32_t unit = 0; unit < fit->count; unit++) {
        for (int32_t each = fit->firsts[unit]; each < fit->firsts[unit + 1]; each++) {
            const int32_t end = fit->lattice->edges[fit->places[each].edge].end;
            if (end > until) until = end;
        }
        if (until <= unit) return 0;
    }
    return 1;
}

/* Where a stretch that agrees with nothing may end at last, from a letter on. */
static int32_t farthest(const Fit *fit, int32_t at) {
    if (fit->spaced) return fit->next_end[at];
    return at + CHUNK < fit->length ? at + CHUNK : fit->length;
}

/* For each letter how many stretches must be stepped over from there on, but for those that are read. */
static void count_stretches(Fit *fit, const uint8_t *is_read) {
    fit->left[fit->length] = 0;
    for (int32_t at = fit->length - 1; at >= 0; at--)
        fit->left[at] = is_read && is_read[at] ? fit->left[at + 1] : 1 + fit->left[farthest(fit, at)];
}

/* What it costs at least to step over so many units and words. */
static double stepping(int32_t units, int32_t words) {
    const int32_t both = units < words ? units : words;
    return both * CONTRADICTS + (units - both) * OMITS + (words - both) * ADDS;
}

/* Marks where a step may begin or end. */
static void mark_stops(Fit *fit) {
    memset(fit->is_stop, !fit->spaced, (size_t)fit->length + 1);
    fit->is_stop[0] = 1;
    for (int32_t at = 0, word = 0; at <= fit->length; at++) {
        if (word < fit->words && fit->ends[word] <= at) fit->is_stop[fit->ends[word++]] = 1;
        fit->next_end[at] = word < fit->words ? fit->ends[word] : fit->length;
    }
    if (!fit->spaced || fit->own) return;
    for (int32_t at = 0; at < fit->length; at++) /* in their order: what is reached from here lies behind */
        for (int32_t each = 0; fit->is_stop[at] && each < fit->firsts[fit->count]; each++)
            if (fit->places[each].at == at) fit->is_stop[at + fit->lattice->edges[fit->places[each].edge].count] = 1;
}

/* Keeps the places that may be used, by unit and letter; what is then known of all walks. Whether there is any. */
static int prepare_walks(Fit *fit) {
    double cheapest = INFINITY, dearest = CONTRADICTS;
    int32_t kept = 0;
    mark_stops(fit);
    memset(fit->is_read, 0, sizeof fit->is_read);
    memset(fit->covered, 0, sizeof fit->covered);
    for (int32_t unit = 0, next = 0; unit < fit->count; unit++) {
        const int32_t first = kept;
        for (int32_t each = next; each < fit->firsts[unit + 1]; each++) {
            const Occurrence place = fit->places[each];
            const Edge *edge = fit->lattice->edges + place.edge;
            if (!fit->is_stop[place.at] || !fit->is_stop[place.at + edge->count]) continue;
            memset(fit->is_read + place.at, 1, (size_t)edge->count);
            memset(fit->covered + edge->start, 1, (size_t)(edge->end - edge->start));
            cheapest = edge->cost < cheapest ? edge->cost : cheapest;
            dearest = edge->cost > dearest ? edge->cost : dearest;
            int32_t to = kept++;
            for (; to > first && fit->places[to - 1].at > place.at; to--) fit->places[to] = fit->places[to - 1];
            fit->places[to] = place;
        }
        next = fit->firsts[unit + 1];
        fit->firsts[unit] = first;
        if (unit == fit->count - 1) fit->firsts[fit->count] = kept;
    }
    if (!kept) return 0;
    fit->strange = 0;
    for (int32_t unit = 0; unit < fit->count; unit++) fit->strange += !fit->covered[unit];
    count_stretches(fit, NULL);
    fit->most = stepping(fit->count, fit->left[0]);
    count_stretches(fit, fit->is_read);
    fit->least = stepping(fit->strange, fit->left[0]) + cheapest;
    fit->hopeless = HOPELESS + dearest + 2 * EQUAL;
    return 1;
}

/* What a path may cost at most to be better than none, which is no agreement. */
static double first_bound(const Fit *fit) {
    return fit->most <= HOPELESS && !(fit->cut && fit->gap_count) ? fit->most + 2 * EQUAL : fit->hopeless;
}

/* Offers a mark at each letter where a stretch that begins at one may end. */
static void offer_ends(const Fit *fit, Mark *row, int32_t at, Mark mark) {
    if (at == fit->length) return;
    for (int32_t end = fit->spaced ? fit->next_end[at] : at + 1, last = farthest(fit, at); end <= last; end++)
        offer_mark(row + end, mark);
}

/* Fills the table of a walk that may step over what does not agree, without paths that cost more than the bound. */
static void walk_leniently(const Fit *fit, double bound) {
    begin_table(fit);
    if (fit->least > bound) {
        fit->table[0].cost = INFINITY;
        return;
    }
    int32_t strange = fit->strange;
    for (int32_t done = 0; done <= fit->count; done++) {
        const int32_t unit = unit_of(fit, done), is_end = done == fit->count;
        Mark *row = row_of_table(fit, done), *following = row_of_table(fit, done + 1);
        int32_t each = is_end ? 0 : fit->firsts[unit];
        const int32_t stop = is_end ? 0 : fit->firsts[unit + 1];
        for (int32_t at = 0; at <= fit->length; at++) {
            const double cost = row[at].cost;
            if (cost == INFINITY || !may_be_at(fit, done, at)) continue;
            if (cost > HOPELESS || cost + stepping(strange, fit->left[at]) > bound) continue;
            while (each < stop && fit->places[each].at < at) each++;
            for (; each < stop && fit->places[each].at == at; each++) {
                const Edge *edge = fit->lattice->edges + fit->places[each].edge;
                const int32_t ahead = done + edge->end - edge->start;
                if (ahead <= fit->count)
                    offer_mark(row_of_table(fit, ahead) + at + edge->count,
                               (Mark){cost + edge->cost, done, at, AGREES, fit->places[each].edge});
            }
            if (!is_end) {
                offer_mark(following + at, (Mark){cost + OMITS, done, at, DOES_OMIT, -1});
                offer_ends(fit, following, at, (Mark){cost + CONTRADICTS, done, at, DOES_CONTRADICT, -1});
            }
            offer_ends(fit, row, at, (Mark){cost + ADDS, done, at, DOES_ADD, -1});
        }
        if (!is_end) strange -= !fit->covered[unit];
    }
}

/* The path that the table ends with, its last step first, as relation, first unit, unit behind the last, letters from
   and to, edge. Returns how many steps; 0 where there is none below the bound or nothing agrees, -1 without room. */
static int64_t path_of(const Fit *fit, double bound, int32_t *steps, int64_t room, double *cost) {
    const Mark *mark = row_of_table(fit, fit->count) + fit->length;
    if (mark->cost == INFINITY || mark->cost >= bound - EQUAL) return 0;
    *cost = mark->cost;
    int64_t count = 0;
    int agrees = 0;
    for (int32_t until = fit->length; mark != fit->table; count++) {
        if (count == room) return -1;
        int32_t *step = steps + count * 6;
        const int32_t unit = unit_of(fit, mark->before);
        const Edge *edge = mark->edge < 0 ? NULL : fit->lattice->edges + mark->edge;
        step[0] = mark->relation;
        step[1] = edge ? edge->start : unit;
        step[2] = edge ? edge->end : unit + (mark->relation != DOES_ADD);
        step[3] = mark->at;
        step[4] = until;
        step[5] = edge ? edge->number : -1;
        agrees |= edge != NULL;
        until = mark->at;
        mark = row_of_table(fit, mark->before) + until;
    }
    return agrees ? count : 0;
}

/* The cheapest path of all rotations, strictly or leniently: what `path_of` gives. */
static int64_t best_path(Fit *fit, int is_lenient, const uint8_t *cuts, int64_t cut_count, int32_t *steps, int64_t room,
                         int32_t *cut, double *cost) {
    int64_t best = 0;
    int32_t *tried = steps + room * 6; /* the room is for two paths: the best one, and the one that is tried */
    for (int64_t at = 0; at < cut_count; at++) {
        fit->cut = cuts[at];
        if (fit->cut >= fit->count) continue;
        const double bound = best ? *cost - TURNED : is_lenient ? first_bound(fit) : INFINITY;
        if (is_lenient)
            walk_leniently(fit, bound);
        else
            walk_strictly(fit);
        double paid = 0;
        const int64_t found = path_of(fit, bound, tried, room, &paid);
        if (found < 0) return -2;
        if (!found) continue;
        memcpy(steps, tried, (size_t)found * 6 * sizeof *steps);
        best = found;
        *cut = fit->cut;
        *cost = paid + (fit->cut ? TURNED : 0);
    }
    return best;
}

/* Writes the cheapest path of the whole target by the whole lattice; where there is none, and edges from `least` units
   or more occur in the target, the cheapest that steps over what does not agree. `parted`: white space parts what an
   edge stands for; `own`: both are in one script, so that edges agree to whole words only. There is room for two paths
   of `room` steps. Returns how many steps the path has; 0 where there is none, -1 where memory is wanting, -2 where
   Python has to do it. */
int64_t exonym_align(const uint8_t *flat, int64_t size, int64_t count, int64_t units, const int32_t *target,
                     int64_t target_size, const uint8_t *cuts, int64_t cut_count, int32_t own, int32_t parted,
                     int64_t least, int32_t *steps, int64_t room, int32_t *cut, double *cost) {
    Lattice lattice;
    Fit fit;
    if (units > MOST_ALIGNED || count > MOST_COMPARED || !read_target(&fit, target, target_size)) return -2;
    const int known = read_lattice(flat, size, count, units, &lattice);
    if (known < 1) return known ? -1 : -2;
    fit.lattice = &lattice;
    fit.count = lattice.units;
    fit.own = own;
    fit.parted = parted;
    fit.places = NULL;
    fit.table = NULL;
    fit.room = 0;
    int64_t found = -1;
    if (find_places(&fit)) {
        found = 0;
        const int strictly = is_covered(&fit), leniently = fit.units && fit.units >= least;
        if (strictly || leniently)
            fit.table = malloc((size_t)(fit.count + 2) * (size_t)(fit.length + 1) * sizeof *fit.table);
        if ((strictly || leniently) && !fit.table) found = -1;
        if (!found && strictly) found = best_path(&fit, 0, cuts, cut_count, steps, room, cut, cost);
        if (!found && leniently && prepare_walks(&fit))
            found = best_path(&fit, 1, cuts, cut_count, steps, room, cut, cost);
    }
    free(fit.table);
    free(fit.places);
    free(lattice.memory);
    return found;
}
