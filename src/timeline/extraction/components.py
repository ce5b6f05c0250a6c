"""Thin spaCy factories, so that the stages that need no parse can run inside other people's pipelines.

Results are plain JSON values on the Doc, so that they survive `Doc.to_bytes` and `nlp.pipe(n_process=2)`.
"""

from spacy.language import Language
from spacy.tokens import Doc

from timeline.extraction import quotations, resolve, ruler, timexes
from timeline.extraction.documentdate import head_date, published_date
from timeline.extraction.documents import set_sentence_starts
from timeline.extraction.preprocess import zones
from timeline.languages import loader

if not Doc.has_extension("published"):
    Doc.set_extension("published", default=None)  # the DCT: EDTF or a written date
    Doc.set_extension("timexes", default=[])  # `Timex` as JSON values, in text order


class ZoneMarker:
    """Sets a sentence start at every line, headline and dash quotation; put it before the parser."""

    def __init__(self, language: str) -> None:
        self.rules = loader.load(language).zones

    def __call__(self, doc: Doc) -> Doc:
        set_sentence_starts(doc, zones(doc.text, self.rules))
        return doc


class TimexMarker:
    """Fills `doc._.timexes`; the DCT is `doc._.published` or the text's own head. Put it after the parser, if any."""

    def __init__(self, language: str) -> None:
        self.pack = loader.load(language)

    def __call__(self, doc: Doc) -> Doc:
        text = doc.text
        published = published_date(doc._.published, self.pack.code) or head_date(text, self.pack)
        found = resolve.resolve(
            timexes.find(text, self.pack),
            self.pack,
            text=text,
            published=published,
            doc=doc,
            quotations=quotations.find(text, zones(text, self.pack.zones)),
        )
        doc._.timexes = [timex.model_dump(mode="json") for timex in found]
        return doc


class NameCorrector:
    """Corrects `doc.ents` by the pack's `names.toml`; put it after the name component."""

    def __init__(self, language: str) -> None:
        self.known = ruler.lists(language)

    def __call__(self, doc: Doc) -> Doc:
        if self.known is not None:
            doc.ents = tuple(ruler.correct(doc, self.known))
        return doc


@Language.factory("timeline_zones", default_config={"language": "da"}, assigns=["token.is_sent_start"])
def make_zones(nlp: Language, name: str, language: str) -> ZoneMarker:  # noqa: ARG001 - spaCy's signature
    """A `ZoneMarker` for `nlp.add_pipe("timeline_zones", before="parser")`."""
    return ZoneMarker(language)


@Language.factory("timeline_names", default_config={"language": "da"}, assigns=["doc.ents"], retokenizes=False)
def make_names(nlp: Language, name: str, language: str) -> NameCorrector:  # noqa: ARG001 - spaCy's signature
    """A `NameCorrector` for `nlp.add_pipe("timeline_names", config={"language": "da"})`."""
    return NameCorrector(language)


@Language.factory("timeline_timexes", default_config={"language": "da"}, assigns=["doc._.timexes"])
def make_timexes(nlp: Language, name: str, language: str) -> TimexMarker:  # noqa: ARG001 - spaCy's signature
    """A `TimexMarker` for `nlp.add_pipe("timeline_timexes", config={"language": "da"})`."""
    return TimexMarker(language)
