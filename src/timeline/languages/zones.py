"""Schema of `zones.toml`: how a language's newspapers mark the parts of an article."""

from timeline.schema import Value


class ZoneRules(Value):
    """Marks of the parts of an article, all compared without case.

    `head_labels` are words that may stand before the publication date in the text's first line ("date 2020-02");
    `byline_openers` are the words that open a byline; `bullets` and `dashes` open a list item and a quotation.
    """

    head_labels: tuple[str, ...] = ("date",)
    byline_openers: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ("*", "•", "·", "▪", "‣")
    dashes: tuple[str, ...] = ("-", "–", "—")
