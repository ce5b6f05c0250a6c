"""Time expressions as ISO-TimeML (ISO 24617-1): the text with TIMEX3 in its line, as TimeML tools read it."""

import re
from xml.sax.saxutils import escape, quoteattr

from timeline.dates import timex3
from timeline.schema import Anchor, Article, Timex

#: What XML 1.0 cannot hold, not even as a character reference; one code point replaces another.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def timeml(article: Article) -> str:
    """The text of a TimeML document: the DCT, then the article with every time expression in a TIMEX3 element.

    The content of TEXT, read back by any XML parser, is the article's text, code point for code point (characters that
    XML cannot hold become U+FFFD). Expressions that no calendar value stands for keep their TIMEX3 value.

    >>> from timeline.schema import Timex
    >>> year = Timex(start=6, end=10, text="2020", type="DATE", value="2020", rule="year")
    >>> print(timeml(Article(id="a", language="da", text="Siden 2020 & nu", timexes=(year,))))
    <?xml version="1.0" encoding="UTF-8"?>
    <TimeML>
    <DOCID>a</DOCID>
    <TEXT>Siden <TIMEX3 tid="t1" type="DATE" value="2020">2020</TIMEX3> &amp; nu</TEXT>
    </TimeML>
    """
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', "<TimeML>", f"<DOCID>{_text(article.id)}</DOCID>"]
    if article.published is not None:
        value = timex3.write(article.published)
        dct = f'<TIMEX3 tid="t0" type="DATE" value={quoteattr(value)} functionInDocument="CREATION_TIME"/>'
        parts.append(f"<DCT>{dct}</DCT>")
    if article.title:
        parts.append(f"<TITLE>{_text(article.title)}</TITLE>")
    return "\n".join([*parts, f"<TEXT>{_marked(article)}</TEXT>", "</TimeML>", ""])


def _marked(article: Article) -> str:
    pieces, read = [], 0
    for number, timex in enumerate(article.timexes, start=1):
        if timex.start < read:  # XML cannot hold elements that overlap; the first one stays
            continue
        pieces += [_text(article.text[read : timex.start]), _element(timex, number)]
        read = timex.end
    return "".join(pieces) + _text(article.text[read:])


def _element(timex: Timex, number: int) -> str:
    attributes = {"tid": f"t{number}", "type": str(timex.type), "value": timex.value}
    if timex.mod is not None:
        attributes["mod"] = str(timex.mod)
    if timex.time is not None and timex.time.anchor is Anchor.DCT:
        attributes |= {"temporalFunction": "true", "anchorTimeID": "t0"}
    marks = " ".join(f"{name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<TIMEX3 {marks}>{_text(timex.text)}</TIMEX3>"


def _text(text: str) -> str:
    # A parser turns a bare carriage return into a line feed; as a reference it survives.
    return escape(_NO_XML.sub("\ufffd", text), {"\r": "&#13;"})
