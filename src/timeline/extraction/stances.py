"""Who supports, opposes or demands what: quotations, indirect speech, attitudes and the acts that show them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from timeline.extraction import attitudes, frames, polarity, targets
from timeline.extraction.actors import Cast
from timeline.extraction.documents import text_of
from timeline.extraction.events import EventMention
from timeline.extraction.frame import Frame
from timeline.extraction.phrases import feature
from timeline.extraction.polarity import Judgement
from timeline.extraction.quotations import Quotation
from timeline.languages.pack import Pack
from timeline.schema import Act, Polarity, Quoted, Span, Stance, TimeValue, Timex


@dataclass(frozen=True, slots=True)
class StanceMention:
    """A stance with the events that it is about, as indexes: `target_event` when the target is one, `about` all.

    The stance's own `target_event` and `document` are None: ids are given where the article is put together.
    """

    stance: Stance
    target_event: int | None = None
    about: tuple[int, ...] = ()


def find(
    doc: Doc,
    pack: Pack,
    *,
    cast: Cast,
    events: Sequence[EventMention] = (),
    quotations: Sequence[Quotation] = (),  # noqa: ARG001 - the cast has read them with their speakers
    published: TimeValue | None = None,
    timexes: Sequence[Timex] = (),
) -> tuple[StanceMention, ...]:
    """The stances of a document in the order of their evidence; empty where the pack has no `stances.toml`.

    One stance for each speech act, quotation or attitude clause and holder; none where no holder can be named.
    """
    if pack.stances is None or not doc.has_annotation("DEP"):
        return ()
    found = frames.find(doc, pack, cast)
    dates = _tokens_of(doc, timexes)
    told: dict[int, list[int]] = defaultdict(list)
    for index, event in enumerate(events):
        for token in event.tokens:
            told[token].append(index)
    return tuple(
        _stance(doc, pack, frame, cast=cast, told=told, published=published, timexes=timexes, dates=dates)
        for frame in found
    )


def _stance(
    doc: Doc,
    pack: Pack,
    frame: Frame,
    *,
    cast: Cast,
    told: Mapping[int, Sequence[int]],
    published: TimeValue | None,
    timexes: Sequence[Timex],
    dates: frozenset[int],
) -> StanceMention:
    words = doc[frame.first : frame.last + 1]
    judged = polarity.judge(words, pack)
    act, leaning, cue = _weigh(frame, judged)
    if frame.turned and leaning is not Polarity.NEUTRAL:  # "does not think that it helps"
        act, leaning = (Act.REJECT, Polarity.OPPOSE) if leaning is Polarity.SUPPORT else (Act.STATE, Polarity.NEUTRAL)
    wished = act in (Act.DEMAND, Act.PROMISE) and leaning is Polarity.SUPPORT
    going = _asked_to_go(words, pack) if wished else None
    if going is not None or (wished and act is frame.act and polarity.is_denied(words, pack)):
        leaning = Polarity.OPPOSE
    if act is Act.WARN and leaning is None:
        leaning = Polarity.OPPOSE if _is_aimed(doc, words, frame, cast) else Polarity.NEUTRAL
    target = targets.target(doc, pack, replace(frame, act=act, cue=cue), cast, dates=dates)
    if going is not None and target is not None and target.head == going.i and going.dep_ == "nsubj":
        leaning = Polarity.SUPPORT  # "the abolition is necessary"
    target_actor = cast.actor_at(target.head) if target is not None else None
    about = _told_between(told, frame.first, frame.last)
    inside = _told_between(told, target.first, target.last) if target is not None else ()
    inside = tuple(index for index in inside if index in about)
    stance = Stance(
        holder=cast.actors[frame.holder].replace(mentions=()),
        target=_text(doc, target.first, target.last).text if target is not None else None,
        target_span=_text(doc, target.first, target.last) if target is not None else None,
        target_actor=target_actor.replace(mentions=()) if target_actor is not None else None,
        polarity=leaning if leaning is not None else Polarity.NEUTRAL,
        act=act,
        evidence=Span(start=frame.start, end=frame.end, text=text_of(doc)[frame.start : frame.end]),
        quoted=frame.quoted,
        time=_time(doc, frame, published, timexes),
        cue=_text(doc, cue, cue) if cue is not None else None,
        via=tuple(cast.actors[actor].replace(mentions=()) for actor in frame.via),
    )
    return StanceMention(stance, inside[0] if inside else None, about)


def _told_between(told: Mapping[int, Sequence[int]], first: int, last: int) -> tuple[int, ...]:
    """The events, by index, of which some word stands between two tokens."""
    return tuple(sorted({index for token in range(first, last + 1) for index in told.get(token, ())}))


def _tokens_of(doc: Doc, timexes: Sequence[Timex]) -> frozenset[int]:
    """The tokens that time expressions cover."""
    found: set[int] = set()
    for timex in timexes:
        span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
        found.update(token.i for token in span or ())
    return frozenset(found)


def _weigh(frame: Frame, judged: Judgement) -> tuple[Act, Polarity | None, int | None]:
    """Act, polarity and cue of a stance: the verb's where it has them, in quotations only where the words tell nothing.

    A wish in what is confirmed or decided is the holder's own. The polarity of a warning is None where its aim decides.
    """
    told = judged.cue is not None and judged.polarity is not Polarity.NEUTRAL
    if frame.act is None or (frame.quoted is Quoted.DIRECT and told):
        return judged.act, judged.polarity, judged.cue if judged.cue is not None else frame.cue
    if frame.act is Act.APPROVE and judged.act is Act.DEMAND:
        return judged.act, judged.polarity, judged.cue
    if frame.act is Act.WARN:
        return frame.act, frame.polarity, frame.cue
    leaning = frame.polarity if frame.polarity is not None else judged.polarity
    return frame.act, leaning, frame.cue


def _is_aimed(doc: Doc, words: TokenSpan, frame: Frame, cast: Cast) -> bool:
    """Whether a warning is against what somebody does or plans; one of hazards takes no side.

    It is when the words name somebody, open with an infinitive ("against giving in"), or its target is a known one.
    """
    mentions = (cast.at(token.i) for token in words)
    if any(mention is not None and mention.actor != frame.holder for mention in mentions):
        return True
    opening = next((token for token in words if token.pos_ in ("VERB", "AUX")), None)
    if frame.quoted is Quoted.INDIRECT:
        return opening is not None and feature(opening, "VerbForm") == "Inf"
    return frame.target is not None and feature(doc[frame.target], "Definite") == "Def"


def _asked_to_go(words: TokenSpan, pack: Pack) -> Token | None:
    """The word by which somebody is to leave or something to end, where that is what is demanded first."""
    lexicon = pack.stances
    if lexicon is None:
        return None
    for token in words:
        for lemma in (token.text.casefold(), *attitudes.lemmas(token, pack)):
            if lemma in lexicon.leaving and _ends_clause(token, words):
                return token
            if any(attitudes.beside(token, further) is not None for further in lexicon.departing.get(lemma, ())):
                return token
        if token.pos_ == "VERB":
            return None
    return None


def _ends_clause(token: Token, words: TokenSpan) -> bool:
    after = token.i + 1
    return after >= words.end or token.doc[after].is_punct


def _text(doc: Doc, first: int, last: int) -> Span:
    start, end = doc[first].idx, doc[last].idx + len(doc[last].text)
    return Span(start=start, end=end, text=text_of(doc)[start:end])


def _start(timex: Timex) -> int:
    return timex.start


def _time(doc: Doc, frame: Frame, published: TimeValue | None, timexes: Sequence[Timex]) -> TimeValue | None:
    """When the stance was taken: the date beside its verb, outside what is said; else when the article came out."""
    if frame.verb is not None and doc.has_annotation("SENT_START"):
        sentence = doc[frame.verb].sent
        for timex in timexes[bisect_left(timexes, sentence.start_char, key=_start) :]:
            if timex.start >= sentence.end_char:
                break
            if timex.time is None:
                continue
            inside = frame.quoted is not Quoted.NONE and frame.start <= timex.start < frame.end
            if not inside:
                return timex.time
    return published
