"""A holder's stance in tokens, and which frames of a document belong together: repeats, chains."""

from __future__ import annotations

from dataclasses import dataclass, replace

from timeline.schema import Act, Polarity, Quoted


@dataclass(frozen=True, slots=True)
class Frame:
    """One holder's stance in tokens and code points.

    `holder` is an index into the cast's actors; `start` and `end` are the evidence, `first` and `last` its tokens.
    `act` and `polarity` are None where the content tells. `verb` carries the frame, `cue` shows act and polarity,
    `target` heads what it is about. `turned` says that the holder does not think so. `via` lists the actors who pass it
    on, outermost first.
    """

    holder: int
    start: int
    end: int
    first: int
    last: int
    quoted: Quoted
    act: Act | None = None
    polarity: Polarity | None = None
    verb: int | None = None
    cue: int | None = None
    target: int | None = None
    via: tuple[int, ...] = ()
    turned: bool = False


def distinct(found: list[Frame]) -> list[Frame]:
    """One frame for each holder and verb, direct before indirect, in text order."""
    kept: list[Frame] = []
    seen: set[tuple[int, int | None, int]] = set()
    for frame in sorted(found, key=lambda f: (f.start, -f.end, f.holder, f.verb or -1)):
        key = (frame.holder, frame.verb, frame.start if frame.verb is None else -1)
        if key not in seen:
            seen.add(key)
            kept.append(frame)
    return kept


def nested(found: list[Frame]) -> tuple[Frame, ...]:
    """Frames with their chains; what a holder says inside its own words belongs to the outer frame.

    One pass with a stack: evidence spans that still hold the current place.
    """
    kept: list[Frame] = []
    stack: list[Frame] = []
    for frame in found:
        place = frame.start
        stack = [outer for outer in stack if outer.end > place]
        around = [
            outer for outer in stack if outer.start <= place and frame.end <= outer.end and outer.verb != frame.verb
        ]
        same = next((outer for outer in around if outer.holder == frame.holder), None)
        if same is not None:
            if _points_back(same) and frame.act is not None:  # "NN wants X. So NN said": said is what is wanted
                kept[kept.index(same)] = replace(same, act=frame.act, polarity=frame.polarity, cue=frame.cue)
            continue
        chain = tuple(dict.fromkeys(outer.holder for outer in around))
        framed = replace(frame, via=chain)
        if kept and _is_told_by(kept[-1], frame):
            kept.pop()
        kept.append(framed)
        if frame.quoted is not Quoted.NONE:
            stack.append(framed)
    return tuple(kept)


def _is_told_by(shown: Frame, frame: Frame) -> bool:
    """Whether an act of approval is told by what its holder demands in it: "passed a resolution that demands X"."""
    inside = shown.start <= frame.start and frame.end <= shown.end and shown.holder == frame.holder
    return inside and shown.quoted is Quoted.NONE and shown.act is Act.APPROVE and frame.quoted is Quoted.INDIRECT


def _points_back(frame: Frame) -> bool:
    """Whether a frame's verb stands after words of its holder that it only refers to."""
    return frame.act in (None, Act.STATE) and frame.quoted is Quoted.INDIRECT and (frame.verb or 0) > frame.last
