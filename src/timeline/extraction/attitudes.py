"""Which attitude a word of a document carries: the pack's verbs, alone or with the words that they need beside them."""

from __future__ import annotations

from functools import lru_cache

from spacy.tokens import Doc, Token

from timeline.languages.pack import Pack
from timeline.languages.stances import Attitude, StanceLexicon

#: How many words after a verb the rest of its phrase may stand ("stiller sig i dag bag").
REACH = 7
#: The parts of a compound noun have at least this many letters.
MIN_HEAD, MIN_TAIL = 3, 5
#: Words whose analysis is remembered; a stream of misspelt words must not fill the memory.
CACHED = 50_000


def lemmas(token: Token, pack: Pack) -> tuple[str, ...]:
    """What a token's lemma may be: the pipeline's, then the pack's endings, for words that the lemmatizer leaves."""
    pairs = pack.grammar.ending_pairs if pack.grammar is not None else ()
    return _lemmas(token.text, token.lemma_, pairs)


@lru_cache(maxsize=CACHED)
def _lemmas(text: str, lemma: str, endings: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    found = [lemma.casefold()]
    text = text.casefold()
    for form, ending in endings:
        if text.endswith(form) and len(text) > len(form) + 1:
            stem = text[: -len(form)]
            found.append(stem + ending)
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1] + ending)
    return tuple(dict.fromkeys(found))


def attitude(token: Token, pack: Pack) -> Attitude | None:
    """The attitude of a verb, the entry that asks for most words first; None for any other word."""
    match = matched(token, pack)
    return None if match is None else match[0]


def matched(token: Token, pack: Pack) -> tuple[Attitude, tuple[int, ...]] | None:
    """The attitude of a verb and the tokens that its entry needs beside it."""
    lexicon = pack.stances
    if lexicon is None or not token.is_alpha or not _may_be_verb(token):
        return None
    for lemma in lemmas(token, pack):
        for words, found in lexicon.verbs.get(lemma, ()):
            needed = beside(token, words)
            if needed is not None:
                return found, needed
    return None


def _may_be_verb(token: Token) -> bool:
    return token.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "ADV", "PROPN", "X", "") and not (
        token.pos_ in ("NOUN", "PROPN", "ADJ") and token.text[:1].isupper() and not token.is_sent_start
    )


def beside(token: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens after (or children of) a verb that are the given words, in order; None when one is missing."""
    found: list[int] = []
    doc: Doc = token.doc
    index = token.i + 1
    for word in words:
        limit = min(token.i + 1 + REACH, len(doc))
        while index < limit and not doc[index].is_sent_start:
            if doc[index].text.casefold() == word or doc[index].lemma_.casefold() == word:
                break
            if doc[index].text in ".!?;:":
                index = limit
            index += 1
        else:
            index = limit
        if index >= limit:
            child = next(
                (c for c in token.children if c.i < token.i and c.text.casefold() == word and c.dep_ == "compound:prt"),
                None,
            )
            if child is None:
                return None
            found.append(child.i)
            index = token.i + 1
            continue
        found.append(index)
        index += 1
    return tuple(found)


def of_noun(lemma: str, lexicon: StanceLexicon) -> Attitude | None:
    """The attitude that a noun names; a compound is what its longest listed last part is ("vote of thanks")."""
    for start in (0, *range(MIN_HEAD, len(lemma) - MIN_TAIL + 1)):
        found = lexicon.nouns.get(lemma[start:])
        if found is not None:
            return found
    return None
