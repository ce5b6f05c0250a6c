"""Where in a text something stands."""

from typing import Self

from pydantic import Field, model_validator

from timeline.schema.base import Value


class Span(Value):
    """A half-open stretch of the article, in Unicode code points: `article.text[start:end] == text`.

    >>> text = "Nato mødes onsdag."
    >>> span = Span(start=11, end=17, text="onsdag")
    >>> text[span.start:span.end] == span.text
    True
    """

    start: int = Field(ge=0)
    end: int
    text: str

    @model_validator(mode="after")
    def _length_fits(self) -> Self:
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}:{self.end} has {len(self.text)} code points of text, {self.text!r}")
        return self

    def overlaps(self, other: "Span") -> bool:
        """Whether the two share a code point of the same article.

        >>> Span(start=0, end=4, text="Nato").overlaps(Span(start=2, end=6, text="to m"))
        True
        """
        return self.start < other.end and other.start < self.end
