"""Names that stand in a sentence, whoever bears them, in any language that capitalises names: what a text is about."""

import re
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_][\w&-]*")
#: Marks after which a capital opens a sentence and names nobody.
_OPENERS = frozenset(".:!?-–—\"“”„»«'(")


def names_in(text: str) -> frozenset[str]:
    """The last words of the capitalised runs inside a sentence, in lower case and without a final s.

    The first word of a sentence has its capital whatever it means, and is left out. A possessive s is no part of a
    name; what else the cut takes away, it takes on both sides of a comparison.

    >>> sorted(names_in("Guineas regering har bedt Danmark og Ida Bruun (S) om hjælp til Las Palmas' havn."))
    ['bruun', 'danmark', 'palma']
    """
    found = set()
    last, end = "", 0
    for match in _WORD.finditer(text):
        word = match.group()
        if word[0].isupper() and len(word) > 2:
            gap = text[end : match.start()]
            if last and gap not in (" ", " & ", "-"):
                found.add(last)
                last = ""
            if last or (end and _OPENERS.isdisjoint(gap)):
                last = word
        elif last:
            found.add(last)
            last = ""
        end = match.end()
    if last:
        found.add(last)
    return frozenset(name_key(word) for word in found)


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """What a name is looked up by: its last word in lower case, without a final s.

    >>> name_key("Brandt & Sønners"), name_key("Retten i Randers")
    ('sønner', 'rander')
    """
    return name.rpartition(" ")[2].casefold().removesuffix("s")
