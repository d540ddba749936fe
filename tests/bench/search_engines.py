"""Peers that search before they compare: the n-grams of tantivy, the misspelt words of symspellpy.

Both bring some dozens of names, which rapidfuzz then ranks, as their users do. Names and mentions are in Latin letters.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process, utils
from unidecode import unidecode

Names = Sequence[tuple[str, str]]
Best = Callable[[Sequence[str]], list[str]]
_RANKED = 50
"""Names that are brought to be ranked."""
_EDITS = 2
_GRAM = 3


def tantivy_grams(names: Names) -> Best:
    """tantivy: names by the n-grams that they share with the mention, weighed as BM25 does."""
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_integer_field("number", stored=True)
    schema.add_text_field("name", tokenizer_name="grams")
    schema = schema.build()
    index = tantivy.Index(schema)
    grams = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(_GRAM, _GRAM, False)).build()
    index.register_tokenizer("grams", grams)
    latin = [_latin(name) for _, name in names]
    writer = index.writer(num_threads=1)
    for number, name in enumerate(latin):
        writer.add_document(tantivy.Document(number=number, name=f" {name} "))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def brought(mention: str) -> list[int]:
        spaced = f" {mention} "
        shared = {spaced[at : at + _GRAM] for at in range(len(spaced) - _GRAM + 1)}
        terms = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "name", each)) for each in shared]
        hits = searcher.search(tantivy.Query.boolean_query(terms), _RANKED).hits
        return [searcher.doc(address)["number"][0] for _, address in hits]

    return _ranked(names, latin, brought)


def symspell_words(names: Names) -> Best:
    """symspellpy: names by the words nearest to those of the mention, up to two edits away; rare ones count more."""
    from symspellpy import SymSpell, Verbosity

    latin = [_latin(name) for _, name in names]
    having: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(latin):
        for word in set(name.split()):
            having[word].append(number)
    words = SymSpell(max_dictionary_edit_distance=_EDITS)
    for word, numbers in having.items():
        words.create_dictionary_entry(word, len(numbers))

    def brought(mention: str) -> list[int]:
        shares: Counter[int] = Counter()
        for word in mention.split():
            for near in words.lookup(word, Verbosity.CLOSEST, _EDITS):
                for number in having[near.term]:
                    shares[number] += 1 / (1 + near.distance) / len(having[near.term]) ** 0.5
        return [number for number, _ in shares.most_common(_RANKED)]

    return _ranked(names, latin, brought)


def _ranked(names: Names, latin: Sequence[str], brought: Callable[[str], list[int]]) -> Best:
    def best(mentions: Sequence[str]) -> list[str]:
        found = []
        for mention in map(_latin, mentions):
            numbers = brought(mention) if mention else []
            near = process.extractOne(mention, [latin[each] for each in numbers], scorer=fuzz.token_sort_ratio)
            found.append(names[numbers[near[2]]][0] if near else "")
        return found

    return best


def _latin(text: str) -> str:
    return utils.default_process(unidecode(text))
