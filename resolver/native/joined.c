/* Whether of a name and a plain form that are paired word by word a word left over may belong to one beside it (Abd al-Aziz ~
   Abdulaziz): these `_glued` of score.py looks at. */
#include <stdint.h>
#include <string.h>

#define JOINED 128 /* letters of two words together that are looked at */
#define CLOSER 5   /* per cent by which two words must look more like another than one of them does: `closer` of matching.py */

/* Whether a word of the name (`side` 0) or of the form (1) is in one of the pairs, as `write_pairs` writes them. */
static int is_taken(const double *pairs, int64_t count, int side, int64_t place) {
    for (; count > 0; count--, pairs += 4)
        if ((int64_t)pairs[side] == place) return 1;
    return 0;
}

/* Writes the full skeleton of two words as one, and returns how many letters it has; -1 where they are too long, or have
   other letters than a to z. */
static int64_t write_joined(Text one, Text two, char *out) {
    char letters[JOINED + 1], room[JOINED + 1];
    const int64_t length = one.length + two.length;
    if (length > JOINED) return -1;
    memcpy(letters, one.letters, (size_t)one.length);
    memcpy(letters + one.length, two.letters, (size_t)two.length);
    for (int64_t at = 0; at < length; at++)
        if (letters[at] < 'a' || letters[at] > 'z') return -1;
    letters[length] = 0;
    return write_full(letters, room, out);
}

/* Whether two words of a form look more like a word of the name together than one of them, whose likeness is `alone`. */
static int is_closer_in_form(const Word *word, Text one, Text two, double alone) {
    char joined[2 * JOINED];
    const int64_t length = write_joined(one, two, joined);
    return length < 0 || likeness(word->full, word->full_length, (Text){joined, length}) > alone + CLOSER;
}

/* Likewise two words of the name, and one of the form. */
static int is_closer_in_name(const Spoken *one, const Spoken *two, Text word, double alone) {
    char joined[2 * JOINED];
    uint64_t places[256];
    if (one->script != two->script) return 1;
    const int64_t length = write_joined(latin_letters(one), latin_letters(two), joined);
    if (length < 0 || length > UNITS) return 1;
    note_places(joined, length, places);
    return likeness(places, length, word) > alone + CLOSER;
}

/* Whether a word left over beside one of these pairs, which is not close, may belong to it. True also where that is not told. */
static int may_be_joined(const Forms *all, const Weights *by, const Name *name, const Word *asked, const Heard *heard, int64_t place,
                         const int32_t *slot, const double *pairs, int64_t count) {
    const int64_t others = all->starts[place + 1] - all->starts[place];
    if (count == name->words && count == others) return 0;
    for (int64_t each = 0; each < count; each++) {
        const int64_t one = (int64_t)pairs[4 * each], other = (int64_t)pairs[4 * each + 1];
        if (pairs[4 * each + 3] > by->joined_closeness) continue;
        const FormWord its = form_word(all, name, heard, place, other, slot);
        const double alone = likeness(asked[one].full, asked[one].full_length, its.full);
        for (int64_t left = 0; left < 2; left++) { /* which of the two words stands first */
            const int64_t first = one - left, first_other = other - left, at = left ? first : one + 1;
            const int64_t at_other = left ? first_other : other + 1;
            if (at >= 0 && at < name->words && !is_taken(pairs, count, 0, at) && name->each[at]->letters > 1 &&
                is_closer_in_name(name->each[first], name->each[first + 1], its.full, alone))
                return 1;
            if (at_other < 0 || at_other >= others || is_taken(pairs, count, 1, at_other)) continue;
            const Text beside = form_word(all, name, heard, place, at_other, slot).latin;
            if (beside.length > 1 &&
                is_closer_in_form(asked + one, left ? beside : its.latin, left ? its.latin : beside, alone))
                return 1;
        }
    }
    return 0;
}
