"""What somebody's words tell of act and polarity: weighted signals of the pack, turned by negation.

Scoring, as documented in `docs/`: each signal found in the words adds its weight to its act and, signed, to the
polarity. A negation up to three words before turns the sign and the act (praise denied is criticism). The act with most
weight that fits the polarity wins; without any signal the words state something.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span, Token

from timeline.languages.pack import Pack
from timeline.languages.stances import Signal, StanceLexicon
from timeline.schema import Act, Polarity

#: A negation reaches this many words ahead.
NEGATION_REACH = 3
#: Polarity needs this much more weight on one side than on the other.
MARGIN = 0.9

#: What stands before a contrast counts this much.
GRANTED = 0.4
#: A gap in a phrase, and how many words it may hold.
GAP, GAP_WORDS = "...", 6

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
    granted = _granted(span, lexicon)
    balance = sum(_sign(hit.polarity) * hit.weight * (GRANTED if hit.token < granted else 1.0) for hit in hits)
    polarity = Polarity.NEUTRAL
    if abs(balance) >= MARGIN:
        polarity = Polarity.SUPPORT if balance > 0 else Polarity.OPPOSE
    weights: dict[Act, float] = {}
    for hit in hits:
        if hit.act is not None and hit.polarity in (None, polarity):
            weight = hit.weight * (GRANTED if hit.token < granted else 1.0)
            weights[hit.act] = weights.get(hit.act, 0.0) + weight
    fitting = [act for act in _FITTING[polarity] if weights.get(act)]
    act = max(fitting, key=lambda found: weights[found]) if fitting else Act.STATE
    cue = max((hit for hit in hits if hit.act is act), key=lambda hit: hit.weight, default=None)
    return Judgement(act, polarity, cue.token if cue else None)


def _granted(span: Span, lexicon: StanceLexicon) -> int:
    """The token of the last "but": what stands before it is granted, what follows is meant."""
    for token in reversed(list(span)):
        if token.text.casefold() in lexicon.contrasts and span.start < token.i < span.end - 2:
            return token.i
    return span.start


def _sign(polarity: Polarity | None) -> int:
    return {Polarity.SUPPORT: 1, Polarity.OPPOSE: -1}.get(polarity, 0) if polarity else 0


def _hits(span: Span, lexicon: StanceLexicon, pack: Pack) -> list[_Hit]:
    """Signals of several words first; a word that is part of one counts no more on its own."""
    found: list[_Hit] = []
    used: set[int] = set()
    for token in span:
        for signal, wanted in lexicon.signal_phrases.get(token.text.casefold(), ()):
            tokens = _matched(token, wanted, span)
            if tokens and not used.intersection(tokens):
                used.update(tokens)
                found.append(_Hit(token.i, signal.act, signal.polarity, signal.weight))
                break
    for token in span:
        if token.i in used:
            continue
        single = next(
            (
                lexicon.signal_words[form]
                for form in (token.text.casefold(), token.lemma_.casefold())
                if form in lexicon.signal_words
            ),
            None,
        )
        if single is None:
            continue
        act, polarity = single.act, single.polarity
        if _negated(token, span, pack):
            act = _TURNED.get(act, act) if act else None
            polarity = _opposite(polarity, single)
        found.append(_Hit(token.i, act, polarity, single.weight))
    return found


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
    negators = pack.grammar.negators if pack.grammar is not None else ()
    for index in range(token.i - 1, max(token.i - 1 - NEGATION_REACH, span.start - 1), -1):
        word = token.doc[index]
        if word.is_punct:
            return False
        if word.text.casefold() in negators:
            return True
    after = token.i + 1
    return token.pos_ in ("AUX", "VERB") and after < span.end and token.doc[after].text.casefold() in negators
