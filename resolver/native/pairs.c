/* The pairs of words of a name and of a form that render each other, as `SoundComparer.align` chooses them. Only for
   plain forms (`Lexicon.plain`): of their words all that counts is in `Forms`. */

/* Two words that render each other, by their places: nats, and closeness from 0 to 1. */
typedef struct {
    double weight, closeness;
    int64_t one, other;
} Pair;

/* A word of a form: its Latin letters, its skeleton, and where what was heard of it begins. */
typedef struct {
    Text latin, full;
    const float *sound;
} FormWord;

static FormWord form_word(const Forms *all, const Name *name, const Heard *heard, int64_t place, int64_t at, const int32_t *slot) {
    const int64_t number = all->numbers[all->starts[place] + at];
    const Text latin = text_at(all->latin, all->latin_starts, number);
    return (FormWord){latin, full_of(&all->words, number), heard->sound + slot[at] * name->words};
}

/* What a word of the name weighs with letters that it stands for otherwise than by sound; 0 if it does not. */
static double rendering_weight(const Name *name, int64_t word, const FormWord *other) {
    const char *letters = name->rendering;
    double best = 0;
    for (int64_t at = 0; at < name->renderings; letters += name->rendering_lengths[at++])
        if (name->rendered[at] == word && name->rendering_lengths[at] == other->latin.length &&
            !memcmp(letters, other->latin.letters, (size_t)other->latin.length) && name->pair_weights[at] > best)
            best = name->pair_weights[at];
    return best;
}

/* Puts together what speaks for two words (`matched` of matching.py): what the one stands for, their sound with the
   closeness of that, their skeletons. Returns whether that is enough. */
static int put_together(const Weights *by, double known, double sound, double near, double skeleton, Pair *pair) {
    pair->weight = known;
    pair->closeness = known > 0 ? by->translated_closeness : 0;
    if (sound > known || skeleton > known) {
        const double other_near = near > by->skeleton_closeness ? near : by->skeleton_closeness;
        if (skeleton > sound || (skeleton == sound && other_near > near)) near = other_near;
        pair->weight = skeleton > sound ? skeleton : sound;
        if (near > pair->closeness) pair->closeness = near;
    }
    return pair->weight > by->least;
}

/* What so many letters of two skeletons weigh that are so much alike. */
static double skeleton_weight(const Weights *by, int64_t letters, double like) {
    return by->same_skeleton * (double)letters * (like / 100 - by->by_chance);
}

/* What is known to be heard, or that nothing was. */
static double heard_weight(const Weights *by, double heard) { return heard == heard ? heard : by->silent; }

/* How close to all that a word could reach by its sound its weight is. */
static double nearness(double weight, double reach) { return weight / (reach > 1 ? reach : 1); }

/* Two words by their sound, their skeletons, or what the one stands for; 0 where nothing speaks for them. */
static int by_likeness(const Weights *by, const Name *name, const Word *asked, int64_t at, const FormWord *other, Pair *pair) {
    const int64_t shorter = asked->full_length < other->full.length ? asked->full_length : other->full.length;
    const double like = likeness(asked->full, asked->full_length, other->full), sound = heard_weight(by, other->sound[at]);
    const double skeleton = skeleton_weight(by, shorter, like);
    return put_together(by, rendering_weight(name, at, other), sound, nearness(sound, name->each[at]->reach), skeleton, pair);
}

/* Whether two words render each other, and how well. */
static int match(const Weights *by, const Name *name, const Word *asked, int64_t at, const FormWord *other, Pair *pair) {
    const Text latin = latin_letters(name->each[at]);
    if (name->each[at]->is_latin && is_same(latin, other->latin)) {
        pair->weight = by->same_letter * (double)latin.length;
        pair->closeness = 1;
        return 1;
    }
    if (latin.length != 1 && other->latin.length != 1) return by_likeness(by, name, asked, at, other, pair);
    pair->weight = by->initial_beside;
    pair->closeness = by->initial_closeness;
    return latin.length && latin.letters[0] == other->latin.letters[0];
}

/* Puts a pair where it belongs: those that weigh most come first, equals by their places. They come in that order. */
static void put_pair(Pair *pairs, int64_t count, Pair pair) {
    while (count > 0 && pairs[count - 1].weight < pair.weight) {
        pairs[count] = pairs[count - 1];
        count--;
    }
    pairs[count] = pair;
}

/* Writes the pairs of words of a name and of a form, each word in one at most, in the order of the name: the word of the name,
   that of the form, nats and closeness of each. Returns how many; `pairs` has room for all that are possible. */
static int64_t write_pairs(const Forms *all, const Weights *by, const Name *name, const Word *asked, const Heard *heard,
                           int64_t place, const int32_t *slot, Pair *pairs, double *out) {
    const int64_t others = all->starts[place + 1] - all->starts[place];
    int64_t count = 0, kept = 0;
    for (int64_t one = 0; one < name->words; one++)
        for (int64_t other = 0; other < others; other++) {
            const FormWord word = form_word(all, name, heard, place, other, slot);
            Pair pair = {.one = one, .other = other};
            if (match(by, name, asked + one, one, &word, &pair)) put_pair(pairs, count++, pair);
        }
    for (int64_t each = 0; each < count; each++) {
        int taken = 0;
        for (int64_t before = 0; before < kept; before++)
            taken |= pairs[before].one == pairs[each].one || pairs[before].other == pairs[each].other;
        if (!taken) pairs[kept++] = pairs[each];
    }
    for (int64_t one = 0; one < name->words; one++)
        for (int64_t each = 0; each < kept; each++) {
            if (pairs[each].one != one) continue;
            *out++ = (double)one;
            *out++ = (double)pairs[each].other;
            *out++ = pairs[each].weight;
            *out++ = pairs[each].closeness;
        }
    return kept;
}
