"""Why each field of an event has its value, and how sure that is."""

from spacy.tokens import Doc

from timeline.extraction.eventdates import OWN
from timeline.extraction.eventmention import EventMention
from timeline.schema import Evidence, Modality, Span, Timex
from timeline.schema.event import DISPUTED


def collect(event: EventMention, doc: Doc, timexes: tuple[Timex, ...], text: str) -> tuple[Evidence, ...]:
    """One piece of evidence for type, date and modality, and one for each participant."""
    timex = timexes[event.timex] if event.timex is not None else None
    found = [
        Evidence(
            field="type",
            rule=f"{'noun' if event.nominal else 'verb'} of {event.concept!r}"
            if event.known
            else "verb outside the lexicon",
            words=_word(event.trigger, doc),
        ),
        Evidence(
            field="time",
            rule=event.dating or "unknown",
            words=Span(start=timex.start, end=timex.end, text=timex.text) if timex is not None else None,
        ),
        Evidence(
            field="modality",
            rule=event.certainty.rule,
            words=_word(event.certainty.token, doc) if event.certainty.token is not None else None,
        ),
    ]
    if event.denied is not None:
        found.append(Evidence(field="modality", rule=DISPUTED, words=_word(event.denied, doc)))
    for part in event.parts:
        mention = part.mention
        words = Span(start=mention.start, end=mention.end, text=text[mention.start : mention.end]) if mention else None
        found.append(Evidence(field="participants", rule=f"{part.role.value.lower()} as {part.rule}", words=words))
    return tuple(found)


def confidence(event: EventMention) -> float:
    """How likely the event is a right one: a sum of signals, between 0.05 and 0.99.

    It starts from how often a verb or a noun of the lexicon tells an event at all, and moves by what goes with it. A
    date in its own clause, an actor, a second mention, and a verb that says that a noun takes place speak for it; a
    verb outside the lexicon, a condition, and a denied noun against. The weights are the differences in precision that
    `benchmarks/events.py` shows on hand-made gold, rounded to the hundredth.
    """
    carried = event.nominal and event.predicate in event.tokens
    score = 0.52 if event.nominal else 0.84
    score += 0.36 if carried else 0.0
    score += 0.0 if event.known else -0.09
    score += 0.07 if event.dating == OWN else 0.0
    score += (0.08 if event.nominal else 0.03) if event.parts else -0.02
    score += 0.03 if len(event.tokens) > 1 else 0.0
    score -= 0.12 if event.modality is Modality.CONDITIONAL else 0.0
    score -= 0.2 if event.nominal and event.modality is Modality.DENIED else 0.0
    return round(min(0.99, max(0.05, score)), 2)


def _word(token: int, doc: Doc) -> Span:
    word = doc[token]
    return Span(start=word.idx, end=word.idx + len(word), text=word.text)
