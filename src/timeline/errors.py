"""Everything that `timeline` raises or warns about.

    TimelineError
    ├── InputError (ValueError)          a value handed in is not what it must be
    │   ├── DateError                    a date that is none, such as "2020-13"
    │   └── DocumentError                JSON that is no timeline document
    ├── LanguageError (LookupError)      no pack for that language
    ├── PackError (ValueError)           a language pack that breaks its own schema
    └── ModelError (LookupError)         a spaCy pipeline that cannot be loaded

    TimelineWarning (UserWarning)        an answer will be poorer than it could be, and why

Messages are lowercase, name the value and say the fix. Each error is also one of the standard library's, so code
that knows nothing of `timeline` can catch it.
"""


class TimelineError(Exception):
    """Base of every error raised on purpose by this package."""


class InputError(TimelineError, ValueError):
    """A value handed in is not what it must be."""


class DateError(InputError):
    """A string that should be a date is none."""


class DocumentError(InputError):
    """JSON that is not a `timeline` document of a known schema version."""


class LanguageError(TimelineError, LookupError):
    """No language pack is installed under that code."""


class PackError(TimelineError, ValueError):
    """A language pack breaks its own schema; the message names the file and the entry."""


class ModelError(TimelineError, LookupError):
    """A spaCy pipeline is missing or cannot be loaded."""


class TimelineWarning(UserWarning):
    """Something will be poorer than it could be; the message names what is lost and how to get it."""
