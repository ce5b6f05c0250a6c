"""Promises about the time rules and corpora of every installed pack; packs and cases are discovered, never listed."""

import re
from collections.abc import Sequence

import pytest
from pack_corpora import Case, cases, corpora, negatives, phrases

from timeline.dates import edtf
from timeline.extraction.resolve import parse_time, resolve
from timeline.extraction.rules import CompiledRule, Found, Ready, compiled
from timeline.extraction.timexes import find, mark, search
from timeline.languages import loader
from timeline.languages.contexts import REACH, before
from timeline.languages.pack import Pack
from timeline.languages.patterns import plain
from timeline.languages.slots import slots
from timeline.languages.starts import WORD, character, look_up
from timeline.languages.timexes import Rule
from timeline.schema import Timex

PACKS = tuple(loader.load(code) for code in loader.available())
CASES = cases()
NEGATIVES = negatives()


def rules_of(pack: Pack) -> tuple[Rule, ...]:
    """All rules of a pack."""
    return (*pack.timexes.rule, *pack.timexes.join, *pack.timexes.prefix)


TABLES = {pack.code: slots(pack.calendar, pack.numbers, pack.timexes) for pack in PACKS}
RULES = [(pack, rule) for pack in PACKS for rule in rules_of(pack)]


def read(text: str, pack: Pack, published: str) -> tuple[Timex, ...]:
    """The expressions of a text without a parse."""
    return resolve(find(text, pack), pack, text=text, published=edtf.read(published))


def shown(found: Sequence[Timex]) -> list[tuple[str, ...]]:
    """Expressions as the corpora write them."""
    return [(one.text, one.value, one.time.edtf if one.time else "", str(one.mod or "")) for one in found]


@pytest.mark.parametrize(("code", "published", "case"), CASES, ids=[case.text[:60] for _, _, case in CASES])
def test_corpus(code: str, published: str, case: Case) -> None:
    """Each case of a pack's corpus gives its expressions, with span, value, EDTF and mod, and no others."""
    assert case.expected == shown(read(case.text, loader.load(code), published))


@pytest.mark.parametrize(("code", "published", "text"), NEGATIVES, ids=[text[:60] for _, _, text in NEGATIVES])
def test_negative_corpus(code: str, published: str, text: str) -> None:
    """Nothing is found in the texts that a pack lists as holding no time expression."""
    assert [] == shown(read(text, loader.load(code), published))


@pytest.mark.parametrize(
    ("code", "published", "words", "direction", "expected"),
    phrases(),
    ids=[f"{code}-{words}-{direction}" for code, _, words, direction, _ in phrases()],
)
def test_phrases(code: str, published: str, words: str, direction: str, expected: str) -> None:
    """Each phrase of a pack's corpus has its time, whatever its capitals, or none."""
    value = parse_time(words, loader.load(code), published=edtf.read(published), direction=direction or None)  # type: ignore[arg-type]
    assert expected == (value.edtf if value else "")


@pytest.mark.parametrize("code", loader.available())
def test_corpora_are_mandatory(code: str) -> None:
    """Each pack has both cases and negative texts."""
    files = [corpus for _, corpus in corpora(code)]
    assert any(corpus.case for corpus in files)
    assert any(corpus.texts for corpus in files)


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=[f"{pack.code}-{rule.id}" for pack, rule in RULES])
def test_rule_examples(pack: Pack, rule: Rule) -> None:
    """Each example of a rule is read by that rule, with the value that it names."""
    for text, value in rule.examples:
        found = [(one.rule, one.value) for one in read(text, pack, pack.timexes.reference)]
        if value:
            assert (rule.id, value) in found, (text, found)
        else:
            assert [] == found, text


@pytest.mark.parametrize(("pack", "rule"), RULES, ids=[f"{pack.code}-{rule.id}" for pack, rule in RULES])
def test_every_rule_is_needed(pack: Pack, rule: Rule) -> None:
    """Without a rule at least one of its own examples is read otherwise."""
    published = edtf.read(pack.timexes.reference)
    fewer = compiled(pack).without(rule.id)
    examples = [text for text, _ in rule.examples]
    before = [shown(read(text, pack, pack.timexes.reference)) for text in examples]
    after = [shown(resolve(search(text, fewer), pack, text=text, published=published)) for text in examples]
    assert before != after


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_patterns_are_bounded(pack: Pack) -> None:
    """No pattern can match more than a few hundred characters, so none can blow up on a long text."""
    for rule in compiled(pack).finders:
        for pattern in rule.patterns:
            expression, _ = pattern.expression(TABLES[pack.code])
            _, longest = re._parser.parse(expression).getwidth()  # type: ignore[attr-defined]
            assert longest < 1000, rule.rule.id


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_contexts_are_found_by_their_last_word(pack: Pack) -> None:
    """The word before an expression rules out no context that stands there."""
    contexts = [
        context
        for rule in compiled(pack).finders
        for context in (rule.before, before(rule.rule.not_before, TABLES[pack.code]))
        if context
    ]
    texts = [case.text for code, _, case in CASES if code == pack.code]
    texts += [text for code, _, text in NEGATIVES if code == pack.code]
    for text in texts:
        previous = ""
        for word in WORD.finditer(text):
            at = word.start()
            for context in contexts:
                if context.expression.search(text, max(0, at - REACH), at):
                    assert context.may_follow(previous, mark(text, at)), (text, at)
                    assert context.holds(text, at, previous), (text, at)
            previous = look_up(word.group())


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_the_look_up_loses_nothing(pack: Pack) -> None:
    """At each word of the corpora what the rules find that are looked up is what all of them find."""
    rules = compiled(pack)
    everything: list[tuple[CompiledRule, list[Ready]]] = []
    for rule in rules.finders:
        expressions = [pattern.expression(TABLES[pack.code]) for pattern in rule.patterns]
        everything.append((rule, [(re.compile(rf"{one}(?!\w)").match, names) for one, names in expressions]))
    texts = [case.text for code, _, case in CASES if code == pack.code][::7]
    texts += [text for code, _, text in NEGATIVES if code == pack.code][::7]
    for text in texts:
        nothing = [("", "")]
        found = [
            *nothing,
            *((look_up(word.group()), character(text[word.end() : word.end() + 1])) for word in WORD.finditer(text)),
            *nothing * 2,
        ]
        starts = [word.start() for word in WORD.finditer(text)]
        for at, previous, word, second, third in zip(starts, found, found[1:], found[2:], found[3:], strict=False):
            tried = [
                (rule, [(match, names) for match, names, after in patterns if _may_follow(after, second[1], third[0])])
                for rule, patterns in rules.at(previous[0], mark(text, at), *word, second[0])
            ]
            assert _read_by(everything, text, at, previous[0]) == _read_by(tried, text, at, previous[0]), (text, word)


def _may_follow(after: frozenset[str] | None, kind: str, word: str) -> bool:
    """Whether a word and the character before it may stand behind the first two of a pattern."""
    return after is None or not after.isdisjoint((kind, kind + word))


def _read_by(
    rules: Sequence[tuple[CompiledRule, Sequence[Ready]]], text: str, at: int, previous: str
) -> dict[str, Found]:
    """What rules find at a place, by their ids."""
    found = {}
    for rule, patterns in rules:
        matches = [(one, names) for match, names in patterns if (one := match(plain(text), at))]
        if matches:
            longest, names = max(matches, key=lambda pair: pair[0].end())
            if one := rule.read(longest, names, text, previous):
                found[rule.rule.id] = one
    return found
