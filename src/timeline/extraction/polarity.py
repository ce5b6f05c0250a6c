"""What somebody's words tell of act and polarity: weighted signals of the pack, turned by negation.

Scoring, as documented in `docs/`: each signal found in the words adds its weight to its act and, signed, to the
polarity. A negation up to three words before turns the sign and the act (praise denied is criticism). The act with most
weight that fits the polarity wins; without any signal the words state something.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Span, Token

from timeline.extraction import attitudes
from timeline.languages.pack import Pack
from timeline.languages.stances import Signal, StanceLexicon
from timeline.schema import Act, Polarity

#: A negation reaches this many words ahead.
NEGATION_REACH = 3
#: Polarity needs this much more weight on one side than on the other.
MARGIN = 0.9

#: What stands before a contrast counts this much.
GRANTED = 0.4
#: What follows the first sentence counts this much: speakers open with their judgement, and go on with reasons.
LATER = 0.6
#: A word that names what is judged, or stands in a relative clause, counts this much.
ASIDE = 0.5
#: A gap in a phrase, and how many words it may hold.
GAP, GAP_WORDS = "...", 6
#: How many relations up a relative clause is looked for.
RELATIVE_DEPTH = 4
#: How many words ahead a verb of harm or refusal reaches.
SCOPE = 12
#: What "too much" of something weighs.
EXCESS = 2.0
#: The shortest base form, and the shortest last part of a compound, in letters.
MIN_STEM, MIN_PART = 3, 5

_TURNED = {
    Act.PRAISE: Act.CRITICISE,
    Act.APPROVE: Act.REJECT,
    Act.PROMISE: Act.REJECT,
    Act.DEMAND: Act.REJECT,
    Act.CRITICISE: Act.STATE,
    Act.REJECT: Act.STATE,
    Act.ACCUSE: Act.DENY,
    Act.WARN: Act.STATE,
}
_FITTING = {
    Polarity.SUPPORT: (Act.PRAISE, Act.APPROVE, Act.PROMISE, Act.DEMAND, Act.EXPECT, Act.EXPLAIN, Act.CONFIRM),
    Polarity.OPPOSE: (Act.CRITICISE, Act.REJECT, Act.WARN, Act.DENY, Act.ACCUSE, Act.DEMAND, Act.EXPECT),
    Polarity.NEUTRAL: (Act.WARN, Act.EXPECT, Act.EXPLAIN, Act.DEMAND, Act.CONFIRM, Act.DENY),
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Act and polarity of some words, and the token that weighs most for them (None without a signal)."""

    act: Act
    polarity: Polarity
    cue: int | None = None


@dataclass(frozen=True, slots=True)
class _Hit:
    token: int
    act: Act | None
    polarity: Polarity | None
    weight: float


def judge(span: Span, pack: Pack) -> Judgement:
    """What the words of a span tell; linear in their number."""
    lexicon = pack.stances
    if lexicon is None:
        return Judgement(Act.STATE, Polarity.NEUTRAL)
    hits = _hits(span, lexicon, pack)
    granted, opened = _granted(span, lexicon), _opened(span)

    def share(hit: _Hit) -> float:
        if hit.token < granted:
            return GRANTED
        if _is_aside(span.doc[hit.token], span):
            return ASIDE
        return LATER if hit.token >= opened and granted < opened else 1.0

    shares = {hit.token: share(hit) for hit in hits}
    balance = sum(_sign(hit.polarity) * hit.weight * shares[hit.token] for hit in hits)
    polarity = Polarity.NEUTRAL
    if abs(balance) >= MARGIN:
        polarity = Polarity.SUPPORT if balance > 0 else Polarity.OPPOSE
    weights: dict[Act, float] = {}
    for hit in hits:
        if hit.act is not None and hit.polarity in (None, polarity):
            weights[hit.act] = weights.get(hit.act, 0.0) + hit.weight * shares[hit.token]
    fitting = [act for act in _FITTING[polarity] if weights.get(act)]
    act = max(fitting, key=lambda found: weights[found]) if fitting else Act.STATE
    cue = max((hit for hit in hits if hit.act is act), key=lambda hit: hit.weight, default=None)
    return Judgement(act, polarity, cue.token if cue else None)


def is_denied(span: Span, pack: Pack) -> bool:
    """Whether the first verb of some words is denied: "not to start", "that nobody pays"."""
    negators = pack.grammar.negators if pack.grammar is not None else ()
    excepted = pack.grammar.negators_excepted if pack.grammar is not None else ()
    seen = False
    for token in span:
        following = token.nbor().text.casefold() if token.i + 1 < len(token.doc) else ""
        if token.text.casefold() in negators and following not in excepted:
            return True
        if seen or token.is_punct:
            return False
        seen = token.pos_ in ("VERB", "AUX")
    return False


def _granted(span: Span, lexicon: StanceLexicon) -> int:
    """The token of the last "but": what stands before it is granted, what follows is meant."""
    for token in reversed(list(span)):
        if token.text.casefold() in lexicon.contrasts and span.start < token.i < span.end - 2:
            return token.i
    return span.start


def _is_aside(token: Token, span: Span) -> bool:
    """Whether a word is the subject's noun or stands in a relative clause, beside what the main clause says of it."""
    if token.pos_ in ("NOUN", "PROPN") and token.dep_ in ("nsubj", "nsubj:pass"):
        return True
    current = token
    for _ in range(RELATIVE_DEPTH):
        if current.dep_ == "acl:relcl" and current.head.i >= span.start:
            return True
        if current.head is current:
            return False
        current = current.head
    return False


def _opened(span: Span) -> int:
    """The token where the first sentence of some words is over, by its mark."""
    return next((token.i for token in span if token.text in (".", "!", "?") and token.i > span.start + 1), span.end)


def _sign(polarity: Polarity | None) -> int:
    return {Polarity.SUPPORT: 1, Polarity.OPPOSE: -1}.get(polarity, 0) if polarity else 0


def _hits(span: Span, lexicon: StanceLexicon, pack: Pack) -> list[_Hit]:
    """Signals of several words first; a word that is part of one counts no more on its own."""
    found: list[_Hit] = []
    used: set[int] = set()
    for token in span:
        for signal, wanted in lexicon.signal_phrases.get(token.text.casefold(), ()):
            tokens = _matched(token, wanted, span)
            if tokens and not used.intersection(tokens) and not _broken(tokens, wanted, span, pack):
                used.update(tokens)
                turned = not _is_negative(wanted, pack) and _negated(token, span, pack)
                found.append(_hit(token, signal, turned=turned))
                break
    for token in span:
        if token.i in used or _is_lacked(token, span, pack):
            continue
        single = _signal(token, lexicon, pack)
        if single is not None:
            found.append(_hit(token, single, turned=_negated(token, span, pack)))
        elif _is_excess(token, span, lexicon):
            found.append(_Hit(token.i, Act.CRITICISE, Polarity.OPPOSE, EXCESS))
    return _scoped(sorted(found, key=lambda hit: hit.token), span, lexicon, pack)


def _hit(token: Token, signal: Signal, *, turned: bool) -> _Hit:
    act, polarity = signal.act, signal.polarity
    if turned:
        act = _TURNED.get(act, act) if act else None
        polarity = _opposite(polarity, signal)
    return _Hit(token.i, act, polarity, signal.weight)


def _signal(token: Token, lexicon: StanceLexicon, pack: Pack) -> Signal | None:
    """The signal of one word: a verb by its lemma, any other by its form, its base form or its last part."""
    text = token.text.casefold()
    if token.pos_ in ("VERB", "AUX"):
        for lemma in attitudes.lemmas(token, pack):
            if lemma in lexicon.signal_verbs:
                return lexicon.signal_verbs[lemma]
    forms = _bases(text, text if token.pos_ == "VERB" else token.lemma_.casefold(), lexicon.inflections)
    for form in forms:
        if form in lexicon.signal_words:
            return lexicon.signal_words[form]
    if token.pos_ in ("NOUN", "PROPN") and len(text) > MIN_PART + 2:
        for form in forms:
            for start in range(2, len(form) - MIN_PART + 1):
                if form[start:] in lexicon.signal_nouns:
                    return lexicon.signal_nouns[form[start:]]
    return None


@lru_cache(maxsize=attitudes.CACHED)
def _bases(text: str, lemma: str, inflections: tuple[str, ...]) -> tuple[str, ...]:
    """A word, its lemma, and what is left without its endings, doubled consonants made single."""
    found = [text, lemma]
    for ending in inflections:
        if text.endswith(ending) and len(text) - len(ending) >= MIN_STEM:
            stem = text[: -len(ending)]
            found += [stem, stem[:-1]] if stem[-1] == stem[-2] else [stem]
    return tuple(dict.fromkeys(found))


def _is_lacked(token: Token, span: Span, pack: Pack) -> bool:
    """Whether a word is what the sentence thinks away: "without the support"."""
    withouts = pack.grammar.without if pack.grammar is not None else ()
    start = max(token.sent.start, span.start)
    return any(word.text.casefold() in withouts for word in span.doc[start : min(start + 2, token.i)]) and (
        token.i - start <= NEGATION_REACH
    )


def _is_excess(token: Token, span: Span, lexicon: StanceLexicon) -> bool:
    """Whether a word is called more than is good: "too slow", with no noun after it that the word describes."""
    if token.i <= span.start or token.doc[token.i - 1].text.casefold() not in lexicon.excess:
        return False
    if token.pos_ not in ("ADJ", "ADV") or token.text.casefold() in lexicon.excess_excepted:
        return False
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return after is None or after.pos_ not in ("NOUN", "PROPN", "ADJ", "ADV")


def _scoped(hits: list[_Hit], span: Span, lexicon: StanceLexicon, pack: Pack) -> list[_Hit]:
    """Hits under a word that puts an end to them turned, and good things that are harmed or refused left out."""
    withouts = pack.grammar.without if pack.grammar is not None else ()
    kept: list[_Hit] = []
    for hit in hits:
        token = span.doc[hit.token]
        if hit.polarity is Polarity.OPPOSE and hit.act in (Act.CRITICISE, Act.WARN):
            relief = _before(token, span, lambda word: _relieves(word, lexicon, pack))
            if relief is not None:
                turned = not _negated(relief, span, pack)
                kept.append(replace(hit, act=Act.APPROVE, polarity=Polarity.SUPPORT) if turned else hit)
                continue
            opens = next((word for word in span if word.is_alpha and word.sent == token.sent), None)
            if opens is not None and opens.text.casefold() in withouts:
                kept.append(replace(hit, act=Act.PRAISE, polarity=Polarity.SUPPORT))
                continue
        if (
            hit.act is Act.REJECT
            and kept
            and kept[-1].act is Act.DEMAND
            and not _parted(kept[-1].token, hit.token, span)
        ):
            kept[-1] = replace(kept[-1], polarity=None)  # "must drop the plan": what is demanded is the rejection
        if hit.polarity is Polarity.SUPPORT and hit.act is not Act.DEMAND:
            above = next((other for other in reversed(kept) if other.polarity is Polarity.OPPOSE), None)
            verbal = above is not None and span.doc[above.token].pos_ in ("VERB", "AUX")
            if above is not None and verbal and not _parted(above.token, hit.token, span):
                continue
        kept.append(hit)
    return kept


def _relieves(word: Token, lexicon: StanceLexicon, pack: Pack) -> bool:
    return word.text.casefold() in lexicon.relieving or any(
        lemma in lexicon.relieving for lemma in attitudes.lemmas(word, pack)
    )


def _before(token: Token, span: Span, test: Callable[[Token], bool]) -> Token | None:
    """The nearest word before a token in its clause that passes a test."""
    for index in range(token.i - 1, max(token.i - 1 - GAP_WORDS, span.start - 1), -1):
        word = token.doc[index]
        if word.is_punct:
            return None
        if test(word):
            return word
    return None


def _parted(first: int, second: int, span: Span) -> bool:
    """Whether a sentence's end, a semicolon or many words stand between two tokens."""
    return second - first > SCOPE or any(word.text in ".!?;:" for word in span.doc[first:second])


def _is_negative(wanted: tuple[str, ...], pack: Pack) -> bool:
    return pack.grammar is not None and any(word in pack.grammar.negators for word in wanted)


def _broken(tokens: tuple[int, ...], wanted: tuple[str, ...], span: Span, pack: Pack) -> bool:
    """Whether a negation right after a phrase denies it ("we will not"); phrases with a negation are their own."""
    after = tokens[-1] + 1
    negators = pack.grammar.negators if pack.grammar is not None else ()
    return not _is_negative(wanted, pack) and after < span.end and span.doc[after].text.casefold() in negators


def _matched(token: Token, wanted: tuple[str, ...], span: Span) -> tuple[int, ...]:
    """The tokens of a phrase that starts at a token, gaps within one sentence allowed; empty when it does not."""
    tokens = [token.i]
    index, gap = token.i + 1, False
    for word in wanted[1:]:
        if word == GAP:
            gap = True
            continue
        limit = min(index + (GAP_WORDS if gap else 0) + 1, span.end)
        at = next((i for i in range(index, limit) if token.doc[i].text.casefold() == word), None)
        if at is None or any(token.doc[i].text in ".!?" for i in range(index, at)):
            return ()
        tokens.append(at)
        index, gap = at + 1, False
    return tuple(tokens)


def _opposite(polarity: Polarity | None, signal: Signal) -> Polarity | None:
    if polarity is Polarity.SUPPORT:
        return Polarity.OPPOSE
    if polarity is Polarity.OPPOSE:
        return Polarity.NEUTRAL if signal.act in (Act.CRITICISE, Act.WARN) else Polarity.SUPPORT
    return polarity


def _negated(token: Token, span: Span, pack: Pack) -> bool:
    """Whether a negation stands before a word in its clause, or right after a verb; "not only" is none."""
    if pack.grammar is None:
        return False
    negators, excepted = (*pack.grammar.negators, *pack.grammar.without), pack.grammar.negators_excepted

    def denies(index: int) -> bool:
        word = token.doc[index]
        following = token.doc[index + 1].text.casefold() if index + 1 < span.end else ""
        return word.text.casefold() in negators and following not in excepted

    for index in range(token.i - 1, max(token.i - 1 - NEGATION_REACH, span.start - 1), -1):
        if token.doc[index].is_punct:
            return False
        if denies(index):
            return True
    after = token.i + 1
    return token.pos_ in ("AUX", "VERB") and after < span.end and denies(after)
