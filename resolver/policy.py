"""Every weight and threshold of the decision, in one place, frozen. Weights are nats (natural log-likelihood ratios).

The published rule, in words: a *match* needs a score of at least `match_score`, no contradiction (veto), a name that
identifies (see `decide`), and a lead of `margin` nats over every other candidate that has no veto. Otherwise the
candidates at or above `min_score` are listed as *ambiguous*; without any, the answer is *none*.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NameWeights:
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
    patronymic: float = -0.4  # the mention has one, the form does not
    inverted: float = -0.2  # given name first where the form has the family name first, or the reverse
    grouping: float = -4.5  # the words are parted elsewhere than after the family name
    syllable_cost: float = 2.0  # of the cost in the tables of spellings, where names are short syllables
    foreign_route: float = -1.5  # a route that is not the usual one for the owner's country
    rare_route: float = -4.0  # a route that few names take, where the owner's country is unknown
    whole: float = 4.0  # the whole written form, letter by letter, in the script of the gazetteer
    floor: float = 0.2  # the least that an agreeing unit is worth


@dataclass(frozen=True, slots=True)
class ContextWeights:
    """What is known besides the name. Positive weights together are capped at `cap`."""

    country: float = 2.0
    context_country: float = 2.5  # more than the margin: it decides between two of one name
    kind: float = 0.5
    language: float = 0.5  # less than the margin: it orders, it never decides
    office_held: float = 6.0  # the mention's office was held on the document's date
    office_holder: float = 10.0  # the office alone names its holder on that date as well as a full name does
    office_sometime: float = 6.0  # … and without a date every holder alike
    office_written: float = 0.5  # less than the margin: other countries may have an office of that name
    office_once: float = 4.0  # … at some time, the date being unknown
    office_other: float = -1.0  # a known office-holder, but not of this office: news lags, posts are incomplete
    in_office: float = 3.0  # holds a post on the document's date and the mention names none
    rank_near: float = 0.5
    role: float = 2.0
    cap: float = 9.0


@dataclass(frozen=True, slots=True)
class OrganisationWeights:
    """What agreement and disagreement between functional names of organisations weigh."""

    function: float = 6.0  # one in its country: with the country, or a hint of it, enough for a match
    category: float = 2.0  # one of many in its country: a hospital, a military region
    country: float = 3.0
    number: float = 4.5  # below a hundred: every country has its first division
    long_number: float = 5.5  # 108, 249: few have it
    leftover: float = -2.5  # each word that is not understood may say which part of the organisation is meant
    leftover_most: float = -7.5
    conflict: float = -5.0


@dataclass(frozen=True, slots=True)
class AgreementWeights:
    """What agreement and disagreement between contents of agreements weigh; rarities stand in their tables."""

    rarity: float = 1.4  # nats for each unit of weight in topics.tsv and instruments.tsv
    unclear_instrument: float = 1.3  # a word used for several instruments (intensjonsavtale), in units of weight
    near_instrument: float = -0.4
    other_instrument: float = -2.5
    specific: float = 1.5  # topics of this weight or more tell agreements apart
    unsaid_topic: float = -0.2  # the mention is merely shorter
    vaguer_topic: float = -1.4  # the mention says a topic more, of the kind that tells little
    conflict: float = -4.0
    party: float = 2.8
    second_party: float = 2.4
    context_parties: float = 1.5
    year: float = 2.0
    number: float = 3.0
    signed_within_week: float = 2.0
    signed_within_month: float = 1.0
    word: float = 3.0  # a word of the title that is no concept, in both
    strange_word: float = -1.0
    strange_words_most: float = -5.0


@dataclass(frozen=True, slots=True)
class Policy:
    """Thresholds of the decision, and the weights it sums."""

    match_score: float = 90.0
    min_score: float = 20.0
    margin: float = 2.0  # nats
    unidentified_cap: float = 25.0  # a part of a name, however rare: at most one in four such answers is right
    partial_cap: float = 97.0  # a part of a name that the office or the date makes enough: namesakes remain
    veto_cap: float = 60.0
    longest_name: int = 250  # letters: longer mentions are read as titles of organisations and agreements only
    listed: int = 10  # candidates of an answer, where the asker sets no limit
    listed_equals: int = 30  # … when more than that fit equally well
    candidates: int = 12  # forms that the index brings to be compared leniently
    nil: float = 5.0  # ln of what a stranger of the same name weighs: about 150 to one
    name: NameWeights = field(default_factory=NameWeights)
    context: ContextWeights = field(default_factory=ContextWeights)
    organisation: OrganisationWeights = field(default_factory=OrganisationWeights)
    agreement: AgreementWeights = field(default_factory=AgreementWeights)


DEFAULT_POLICY = Policy()
