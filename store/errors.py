"""Every error that annotty raises on purpose.

each message says what happened, to what, what was kept, what to do next.
"""


class AnnottyError(Exception):
    """The base of them all: catch this to catch whatever annotty itself refuses."""


class LibraryError(AnnottyError):
    """The library file cannot be used: not one of ours, too new, locked, read-only, damaged.

    remedy: what may be done before it is tried again, in a few words; empty where nothing is known to help.
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy


class NotSaved(LibraryError):
    """The library would not take it just now: the disk is full, the file read-only, gone; nothing was changed."""


class Busy(NotSaved):
    """Another program is writing to the library, and went on for longer than was waited; nothing was changed."""


class NotFound(AnnottyError):
    """Nothing in the library has this identifier."""


class Refused(AnnottyError):
    """The library keeps its rules: the change would break one, and nothing was changed."""


class OffsetError(Refused):
    """A span lies outside its text, cuts a grapheme cluster, or does not cover the words it claims to."""


class NothingToUndo(AnnottyError):
    """There is no change left to take back, or to do again."""


class ChangedSince(Refused):
    """Somebody changed the same thing since: since it was read, or since the step that was to be taken back."""


class SourceError(AnnottyError):
    """One item could not be read; the others go on."""


class CleaningError(AnnottyError):
    """A raw source could not be turned into a document; the raw bytes are kept."""


class FormatError(AnnottyError):
    """A line or file to import is not what its format says; names the line."""


class FilterError(AnnottyError):
    """A filter says something that cannot be meant. start and end: which code points of its words are wrong."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end
