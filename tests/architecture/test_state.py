"""What is kept has an owner: what is made of a gazetteer ends with it, and what is asked for fills no memory."""

import ast
import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

from exonym.resolver.model import Entity, Form, Gazetteer, Kind
from exonym.resolver.resolve import Resolver

ROOT = Path(__file__).parents[2]
SOURCES = sorted(path for room in ("resolver", "api") for path in (ROOT / room).rglob("*.py"))
OF_A_GAZETTEER = {"Catalogue", "Decision", "Entity", "Form", "Gazetteer", "KnownForm", "Resolver", "Term"}
SCRIPTS = "one for each script"
TABLES = "one for each table, or each row of one"
FIELDS = "the fields with fixed words are four"
UNBOUNDED = {
    ("api/web/labels.py", "_languages"): "the languages of the interface",
    ("api/web/strings.py", "strings"): "the languages of the interface",
    ("resolver/bulk/answering/legacy_codes.py", "_table"): "the codes are checked before",
    ("resolver/vocabulary/text_words.py", "text_words"): TABLES,
    ("resolver/vocabulary/text_words.py", "languages_of"): TABLES,
    ("resolver/phonetics/chunks.py", "chunks"): SCRIPTS,
    ("resolver/phonetics/chunks.py", "_reaches"): SCRIPTS,
    ("resolver/phonetics/chunk_rows.py", "chunk_rows"): SCRIPTS,
    ("resolver/phonetics/compiled_path.py", "path_table"): SCRIPTS,
    ("resolver/phonetics/compiled_words.py", "_in_script"): SCRIPTS,
    ("resolver/phonetics/compiled_spelling.py", "speller_of"): SCRIPTS,
    ("resolver/phonetics/segments.py", "_cutter"): SCRIPTS,
    ("resolver/phonetics/segments.py", "_second_letters"): SCRIPTS,
    ("resolver/readings/chinese/cantonese.py", "_table"): TABLES,
    ("resolver/readings/cyrillic.py", "_options"): TABLES,
    ("resolver/readings/cyrillic.py", "_rows"): TABLES,
    ("resolver/readings/cyrillic.py", "_together"): TABLES,
    ("resolver/readings/cyrillic.py", "_with_i"): TABLES,
    ("resolver/readings/japanese/sounds.py", "_before"): "the letters that readings end in",
    ("resolver/readings/japanese/kana.py", "_letters_of_sound"): "the sounds that morae of a table make",
    ("resolver/readings/japanese/morae.py", "_options"): TABLES,
    ("resolver/readings/japanese/morae.py", "_tails"): TABLES,
    ("resolver/readings/japanese/rendered.py", "_writing"): SCRIPTS,
    ("resolver/readings/korean/rendered.py", "_of_romanised"): SCRIPTS,
    ("resolver/readings/rendering.py", "parts"): TABLES,
    ("resolver/readings/korean/hangul.py", "_jamo"): TABLES,
    ("resolver/readings/korean/hangul.py", "_rows"): TABLES,
    ("resolver/readings/routes.py", "bridges"): SCRIPTS,
    ("resolver/readings/routes.py", "bridges_from"): SCRIPTS,
    ("resolver/readings/routes.py", "folds_into"): SCRIPTS,
    ("resolver/readings/vietnamese/abroad.py", "_parts"): TABLES,
    ("resolver/store/reading/entry_models.py", "field_names"): "the kinds of entities are four",
    ("resolver/tables/__init__.py", "mapping"): TABLES,
    ("resolver/tables/schema/table.py", "columns"): TABLES,
    ("resolver/text/han.py", "readings"): TABLES,
    ("resolver/text/scripts.py", "_in_block"): "one for each block of a script",
    ("resolver/vocabulary/fixed_words.py", "_names"): FIELDS,
    ("resolver/vocabulary/fixed_words.py", "all_words"): FIELDS,
    ("resolver/vocabulary/fixed_words.py", "words"): FIELDS,
    ("resolver/vocabulary/customs.py", "bearers"): TABLES,
    ("resolver/vocabulary/customs.py", "shared_names"): TABLES,
    ("resolver/vocabulary/customs.py", "spelling_chinese"): TABLES,
}
"""Functions with arguments that keep every result, with what bounds the arguments."""


def cached(tree: ast.Module) -> Iterator[tuple[ast.FunctionDef, str]]:
    """Each function of a module that keeps its results, with its decorator."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield from ((node, text) for each in node.decorator_list if "cache" in (text := ast.unparse(each)))


def _parameters(function: ast.FunctionDef) -> list[ast.arg]:
    given = function.args
    return [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]


def _words(node: ast.AST | None) -> set[str]:
    return {each.id for each in ast.walk(node) if isinstance(each, ast.Name)} if node else set()


def remembering(tree: ast.AST) -> list[str]:
    """The frozen classes that keep what they work out."""
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    frozen = [node for node in classes if _is_frozen(node)]
    return [node.name for node in frozen if any("cached_property" in ast.unparse(each) for each in _decorators(node))]


def _is_frozen(node: ast.ClassDef) -> bool:
    return any("frozen=True" in ast.unparse(each) for each in (*node.decorator_list, *node.keywords))


def _decorators(node: ast.ClassDef) -> list[ast.expr]:
    return [each for item in node.body if isinstance(item, ast.FunctionDef) for each in item.decorator_list]


def _parsed() -> Iterator[tuple[str, ast.Module]]:
    return ((str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))) for path in SOURCES)


def test_no_module_keeps_what_belongs_to_a_gazetteer():
    found = [
        (path, function.name)
        for path, tree in _parsed()
        for function, _ in cached(tree)
        if any(_words(each.annotation) & OF_A_GAZETTEER for each in _parameters(function))
    ]
    assert not found, "let the catalogue, a comparer or the resolver keep it, which end with their gazetteer"


def test_what_is_kept_for_each_argument_is_bounded():
    found = {
        (path, function.name)
        for path, tree in _parsed()
        for function, decorator in cached(tree)
        if decorator in {"cache", "lru_cache(maxsize=None)"} and _parameters(function)
    }
    assert not found - set(UNBOUNDED), "use lru_cache, or say what bounds the arguments"
    assert not set(UNBOUNDED) - found, "what is gone needs no permission"


def test_nothing_frozen_keeps_what_it_works_out():
    found = [(path, name) for path, tree in _parsed() for name in remembering(tree)]
    assert not found


def test_the_searches_see_what_they_look_for():
    tree = ast.parse("@cache\ndef f(entity: Entity | None): ...\n\n@lru_cache(maxsize=9)\ndef g(*forms: Form): ...")
    assert [(function.name, how) for function, how in cached(tree)] == [("f", "cache"), ("g", "lru_cache(maxsize=9)")]
    assert all(_words(_parameters(function)[0].annotation) & OF_A_GAZETTEER for function, _ in cached(tree))
    frozen = "@dataclass(frozen=True)\nclass A:\n    @cached_property\n    def b(self): ..."
    assert remembering(ast.parse(frozen)) == ["A"]
    assert remembering(ast.parse(frozen.replace("frozen=True", "eq=False"))) == []
    assert remembering(ast.parse("class A(Struct, frozen=True):\n    @cached_property\n    def b(self): ...")) == ["A"]


KNOWN = [
    (Kind.PERSON, "Nguyễn Văn An"),
    (Kind.PERSON, "Joseph Stiglitz"),
    (Kind.PERSON, "山田太郎"),
    (Kind.ORGANISATION, "Bộ Quốc phòng Việt Nam"),
    (Kind.AGREEMENT, "Memorandum of understanding on search and rescue"),
]
MENTIONS = [
    *(name for _, name in KNOWN), "Nguyen Van An", "Yamada Taro", "Джозеф Стиглиц", "MOD Vietnam", "rescue memorandum",
]  # fmt: skip


@pytest.mark.parametrize("mention", MENTIONS)
def test_entities_end_with_their_gazetteer(mention: str):
    entities = [Entity(f"ended-{n}", kind, name, (Form(name),)) for n, (kind, name) in enumerate(KNOWN)]
    resolver = Resolver(Gazetteer({each.id: each for each in entities}))
    resolver.resolve(mention)
    for entity in entities:
        resolver.explain(mention, entity.id)
    del resolver, entities, entity
    gc.collect()
    assert not [each.id for each in gc.get_objects() if isinstance(each, Entity) and each.id.startswith("ended-")]
