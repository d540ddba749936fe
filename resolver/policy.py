"""Every weight and threshold of the decision, in one place, frozen. Weights are nats (natural log-likelihood ratios).

What was learned or counted is in `tables/`: the shares of family names, what letters stand for across scripts, how
rare words are, the logistic model of names found by sound, how much topics and instruments of agreements tell.

The published rule, in words: a *match* needs a score of at least `match_score`, no contradiction (veto), a name that
identifies (see `decide`), and a lead of `margin` nats over every other candidate that has no veto. Otherwise the
candidates at or above `min_score` are listed as *ambiguous*; without any, the answer is *none*.
"""

from __future__ import annotations

import math

from msgspec import Struct, field
from msgspec.structs import replace


class RarityWeights(Struct, frozen=True):
    """The share of people whose name has a unit that no table lists, by slot and language.

    Vietnamese, Chinese and Korean units are syllables (few hundred in use), Japanese and Western ones whole names
    (thousands).
    """

    family_vi: float = 0.002
    given_vi: float = 0.006
    family_zh: float = 0.002
    given_zh: float = 0.006
    heard_zh: float = 0.012  # … written in another script, where many characters are one syllable
    family_ko: float = 0.002
    given_ko: float = 0.02
    family_ja: float = 0.0006
    given_ja: float = 0.002
    word: float = 0.00025  # the least in any other language; `phonetic/common.tsv` lists the common ones
    term: float = 0.001  # of a word in the name of an organisation or agreement
    bearers_vi: float = 0.018  # the share of strangers whose names are of the language: about that of its speakers …
    bearers_zh: float = 0.05
    bearers_ko: float = 0.04
    bearers_ja: float = 0.05
    bearers: float = 1.0  # … and counted already in the shares of words of any other language
    most: float = 0.4  # all readings of a character together: Vietnam's commonest family name has no greater share


class NameWeights(Struct, frozen=True):
    """What agreement and disagreement between the units of two spellings of a person's name weigh."""

    exact: float = 0.90  # share of true pairs whose unit is written just so; the rest follow (linguistics: 264 pairs)
    unmarked: float = 0.64  # one side bears no diacritics at all: 0.96, shared by the names that it may stand for
    variant: float = 0.90  # another form of the same Han character
    doublet: float = 0.45  # the regional spelling of the same syllable
    tone: float = 0.02
    vowel: float = 0.01
    typo: float = 0.04
    initial: float = 0.10
    contradiction: float = -4.5
    extra: float = -1.5  # the mention says a word that the form does not
    missing: float = -0.4  # the form has a word that the mention leaves out: no contradiction, no evidence
    missing_name: float = -2.0  # … of a person, who is seldom named without it where the gazetteer has it
    missing_initial: float = -4.5  # … an initial: who is known with one bears a name that others bear too
    legal_form_unsaid: float = -0.5  # Siemens for Siemens AG
    patronymic: float = -0.4  # the mention has one, the form does not
    inverted: float = 0.0  # given name first where the form has the family name first, or the reverse: no other name
    grouping: float = -4.5  # the words are parted elsewhere than after the family name
    spelling_cost: float = 1.0  # times what the readings charge for an unusual spelling
    reading_cost: float = 0.6  # … of a Japanese reading: what a dictionary holds says little of how many are called so
    syllable_cost: float = 2.0  # … where names are short syllables
    foreign_route: float = -4.0  # a route that is not the usual one for the owner's country
    rare_route: float = -4.0  # a route that few names take, where the owner's country is unknown
    whole: float = 4.0  # the whole written form, letter by letter: of an organisation or agreement …
    whole_characters: float = 3.0  # … of a person, in characters or syllables …
    whole_syllables: float = 1.5  # … in syllables, of which each is romanised in several ways …
    whole_words: float = 0.0  # … and in words, of which strangers bear the same
    byname: float = 5.5  # … a single word that the gazetteer writes, and that is the name of few
    whole_heard: float = 3.0  # the whole name of an organisation, each letter of it, in another script
    spoken_worst: float = 0.55  # how close each word must be (0-1) where sound alone tells an organisation
    spoken_shown: float = 0.85  # the probability from which such a one is shown at all
    floor: float = 0.2  # the least that an agreeing unit is worth
    rarity: RarityWeights = field(default_factory=RarityWeights)


class SoundWeights(Struct, frozen=True):
    """What two words weigh that only their sound connects, and how near a whole name is to another.

    Closeness is 1 for the likeliest rendering of a word and 0 for one by chance. `decision.tsv` was fitted to these
    weights: whoever changes one runs `tools/fit_decision.py`.
    """

    initial: float = 1.5  # an initial that agrees
    initial_in_search: float = 1.0  # … before the names are laid side by side
    same_letter: float = 2.0  # each letter of a word that both names spell alike
    skeleton_letter: float = 1.2  # each letter of two skeletons, times what they are more alike than by chance
    skeleton_chance: float = 0.6  # how alike skeletons are by chance
    given_name: float = 6.0  # two spellings of one given name, byname or realm: less than the same spelling bears
    nickname: float = 4.0
    least: float = 0.5  # words that render each other by less do not match
    joined: float = 2.0  # two words match one (Abd al-Aziz ~ Abdulaziz) only if they do so better by this much
    joined_closeness: float = 0.95  # words closer than this are not joined with a neighbour
    initial_closeness: float = 0.5
    skeleton_closeness: float = 0.3  # of words that only their skeletons speak for
    translated_closeness: float = 0.8
    same_father: float = 0.3  # the closeness from which two patronymics are of one father; others have 0.2 and less
    patronymic: float = 0.3  # the part of its weight that a patronymic keeps: many have the same
    realm: float = 0.2  # the part of its letters that a ruler's realm keeps where the numerals agree
    unnumbered: float = -0.3  # a missing numeral, where one that differs counts -1
    clash: float = 2.0  # letters of words left over on both sides from which two names contradict each other
    closeness: float = 0.45  # the least of every word across scripts: of 20,000 strangers none had it for both words
    same_script: float = 0.7  # … between two spellings in one script, where the owner's is another
    single: float = 0.6  # … of a name of one word
    syllable: float = 0.6  # … of names made of short syllables, which are like many others
    beside_office: float = 0.25  # … of the whole name of who held the office beside it on the document's date …
    beside_office_mean: float = 0.45  # … and the mean of its words
    every_word: float = (
        4.0  # in an open world: what it adds that each word has its counterpart, beyond what was learned
    )
    more_words: float = -5.0  # … and what it takes away that the mention has words that nothing explains
    matched: float = 0.6  # the rank of a form: each nat of its matches …
    close: float = 0.6  # … and each nat times its closeness
    left_query: float = 8.0  # less for the share of the mention's letters that is left over …
    left_form: float = 4.0  # … for that of the form's …
    contradiction: float = 0.6  # … and for each letter left over on both sides
    shared: float = 8.0  # more for the share of n-grams in common
    numeral: float = 5.0

    def __hash__(self) -> int:
        return hash((self.initial, self.given_name))  # of all fields, it takes as long as what is kept under it


class ContextWeights(Struct, frozen=True):
    """What is known besides the name. Positive weights together are capped at `cap`."""

    country: float = 2.0
    context_country: float = 2.5  # more than the margin: it decides between two of one name
    kind: float = 0.5
    language: float = 0.5  # less than the margin: it orders, it never decides
    office_held: float = 6.0  # the mention's office was held on the document's date
    office_holder: float = 10.0  # the office alone names its holder on that date as well as a full name does
    office_sometime: float = 6.0  # … and without a date every holder alike
    office_written: float = 0.5  # less than the margin: other countries may have an office of that name
    office_once: float = 5.0  # … at some time, the date being unknown
    title_country: float = 1.0  # the title's country is the person's
    title_elsewhere: float = -2.0
    office_other: float = -0.5  # a known office-holder, but not of this office: news lags, posts are incomplete
    in_office: float = 3.0  # holds a post on the document's date and the mention names none: chooses
    rank_near: float = 0.5
    description: float = -6.0  # said in brackets of somebody: a namesake is told apart so
    calling: float = -1.0  # a professor or doctor, as some officials are
    office_of_another: float = -6.0  # the mention names an office that somebody else is known to have held then
    part_beside_class: float = 4.8  # the least that a part of a name must weigh beside a minister of whatever …
    part_beside_any: float = 2.4  # … and beside an office of nobody knows which country, when: rarer than Kim and Lee
    died: float = -4.0  # had died, where the mention names an office
    superseded: float = -3.0  # an agreement in whose place another was signed before the document was written
    in_document: float = 9.0  # the document names the person in full, and here by a part of that name …
    stranger_in_document: float = -2.0  # … or somebody else by whose full name the part may be meant
    cap: float = 9.0


class OrganisationWeights(Struct, frozen=True):
    """What agreement and disagreement between functional names of organisations weigh."""

    function: float = 6.0  # one in its country: with the country, or a hint of it, enough for a match
    category: float = 2.0  # one of many in its country: a hospital, a military region
    country: float = 3.0
    number: float = 4.5  # below a hundred: every country has its first division
    long_number: float = 5.5  # 108, 249: few have it
    leftover: float = -2.5  # each word that is not understood may say which part of the organisation is meant
    leftover_most: float = -7.5
    unsaid_country: float = -2.5  # the document names another country too, whose organisation is not known
    elsewhere: float = -2.5  # the document names countries, and not the organisation's
    own_language: float = 2.5  # more than the margin: of two countries of the document, the one that writes so
    conflict: float = -5.0


class AgreementWeights(Struct, frozen=True):
    """What agreement and disagreement between contents of agreements weigh; rarities stand in their tables."""

    rarity: float = 1.4  # nats for each unit of weight in topics.tsv and instruments.tsv
    unclear_instrument: float = 1.3  # a word used for several instruments (intensjonsavtale), in units of weight
    near_instrument: float = -0.4
    other_instrument: float = -2.5
    specific: float = 1.5  # topics of this weight or more tell agreements apart
    telling: float = 1.0  # topics of more than this weight count against an agreement that does not say them
    unsaid_topic: float = -0.2  # the mention is merely shorter
    vaguer_topic: float = -1.4  # the mention says a topic more, of the kind that tells little
    conflict: float = -4.0
    party: float = 2.8
    second_party: float = 2.4
    context_parties: float = 1.5
    telling_instrument: float = 4.0  # instruments of this weight or more name an agreement without its parties
    doubtful: float = 0.5  # of a topic's rarity, where the word in the mention may mean another topic too
    year: float = 2.0
    number: float = 3.0
    lower_grade: float = -2.5  # a strategic partnership, where this is a comprehensive strategic one
    unsaid_party: float = -1.5  # neither the mention nor the document names it
    signed_later: float = -2.5  # than the document was written
    signed_soon: float = -0.5  # within a month after it
    signed_within_week: float = 2.0
    signed_within_month: float = 1.0
    word: float = 3.0  # a word of the title that is no concept, in both
    words_most: float = 6.0
    strange_word: float = -1.0
    strange_words_most: float = -5.0


class ExonymWeights(Struct, frozen=True):
    """Which derived names of an entity are shown, and how likely each is."""

    least: float = 0.1  # what is less likely than this is left out, but for the likeliest spelling of each route
    most: int = 3  # spellings of a form along one route
    sharpness: float = 3.0  # of the costs of a route, when they become shares (see readings/likeliest) …
    sharpness_in_latin: float = 8.0  # … into Latin letters, where the tables have whatever anybody was called
    beside_written: float = 0.2  # of the likelihood, where the gazetteer writes a name in the same language
    other_manner: float = 0.1  # of the likelihood: a way of spelling Chinese names that is not a country's usual one
    composed: float = 0.5  # of the share of the words: others join them otherwise
    label: float = 0.6  # from here on a derived name may stand for the entity in its language


class Policy(Struct, frozen=True):
    """Thresholds of the decision, and the weights it sums."""

    match_score: float = 90.0
    min_score: float = 20.0
    known_score: float = 50.0  # from which one of several names counts as known, though it may not be a match
    margin: float = 2.0  # nats
    unidentified_cap: float = 25.0  # a part of a name, however rare: at most one in four such answers is right
    partial_cap: float = 97.0  # a part of a name that the office beside it makes enough: namesakes remain
    veto_cap: float = 60.0
    longest_name: int = 250  # letters: longer mentions are read as titles of organisations and agreements only
    listed: int = 10  # candidates of an answer, where the asker sets no limit
    listed_equals: int = 30  # … when more than that fit equally well
    candidates: int = 12  # forms that the index brings to be compared leniently
    known_share: float = 0.01  # the prior: of a hundred names in a list of strangers one is of somebody known
    fitted_share: float = 0.8  # that of the sets on which the weights were fitted
    rivals: float = 6.4  # ln of how many known entities share these: some six hundred are named again and again
    name: NameWeights = field(default_factory=NameWeights)
    context: ContextWeights = field(default_factory=ContextWeights)
    sound: SoundWeights = field(default_factory=SoundWeights)
    organisation: OrganisationWeights = field(default_factory=OrganisationWeights)
    agreement: AgreementWeights = field(default_factory=AgreementWeights)
    exonyms: ExonymWeights = field(default_factory=ExonymWeights)

    def __post_init__(self) -> None:
        """Raises ValueError for a prior that leaves nothing to weigh."""
        if not 0 < self.known_share < 1:
            raise ValueError(f"known_share is {self.known_share:g}: give a share between 0 and 1, as 0.5")

    @property
    def nil(self) -> float:
        """The prior in nats: what a person's name must outweigh before a stranger is the less likely.

        5 where four of five mentions are of somebody known, 11 where one in a hundred is.
        """
        return self.rivals - math.log(self.known_share / (1.0 - self.known_share))

    @property
    def openness(self) -> float:
        """How open the world of the mentions is: 0 as in the sets of the fit, 1 where one in a hundred is known.

        Where most are known, a list is of one kind of people, and that a name is Korean tells nobody apart.
        """
        closed, most = math.log(self.fitted_share / (1.0 - self.fitted_share)), math.log(0.01 / 0.99)
        return min(1.0, max(0.0, (closed - math.log(self.known_share / (1.0 - self.known_share))) / (closed - most)))

    @property
    def names(self) -> NameWeights:
        """The weights of names, with what the language of a name tells in a world so open."""
        rarity = self.name.rarity
        shares = {each: getattr(rarity, each) ** self.openness for each in _BEARERS}
        return replace(self.name, rarity=replace(rarity, **shares))

    @property
    def fitted_nil(self) -> float:
        """The same at the share of the sets on which the weights were fitted.

        It holds whatever the list for names that say what they name: an office, a function, the content of an
        agreement. No stranger is called so by chance.
        """
        return self.rivals - math.log(self.fitted_share / (1.0 - self.fitted_share))


_BEARERS = ("bearers_vi", "bearers_zh", "bearers_ko", "bearers_ja")
DEFAULT_POLICY = Policy()
AMONG_KNOWN = replace(DEFAULT_POLICY, known_share=DEFAULT_POLICY.fitted_share)
"""Where the question is which of these names are one, and nobody asks about strangers: duplicates, imports."""
