"""What picking words in the text for a field does to the other fields of a claim's form. Pure."""

from __future__ import annotations

from dataclasses import replace

from reader.claims.fields import covered
from reader.claims.sources import SourceChoices, name_for
from reader.form import Field, Form
from reader.line_editing import Typing
from store.text import Span

_COUNTED = ("quantity", "bound", "unit")


def picked(form: Form, spans: tuple[Span, ...], text: str, sources: SourceChoices) -> Form:
    """The form with these words for the field in hand, and with what can be read from them; text: the article's."""
    field = form.field
    form = form.with_field(replace(field, spans=spans, words=covered(spans, text)))
    if field.name == "source":
        form = _named_anew(form, field, text, sources)
        return replace(form, at=form.at + 1)  # the cue is what comes next to be picked
    if field.name == "cue":
        return _with_mode_of(form, field)
    return _counted_anew(form, field, text)


def _named_anew(form: Form, old: Field, text: str, sources: SourceChoices) -> Form:
    """Where who is meant was only guessed from the words picked before, guess again; what a person said stays."""
    who, spans = form.named("who", old.link), form.named("source", old.link).spans
    if who.value and not who.typing.fresh:
        return form
    name = name_for(covered(spans[:1], text))
    form = form.with_field(replace(who, typing=Typing.of(name, fresh=True)))
    return form.with_field(replace(form.named("as", old.link), choices=sources.of(name), chosen=0))


def _with_mode_of(form: Form, cue: Field) -> Form:
    """With the mode that the cue's words tell of, where they tell of one."""
    from store.suggesting.claims import mode_of

    mode = mode_of(" ".join(form.named("cue", cue.link).words.split()))
    field = form.named("mode", cue.link)
    found = (n for n, (value, _) in enumerate(field.choices) if mode is not None and value == mode)
    return form.with_field(replace(field, chosen=next(found, field.chosen)))


def _counted_anew(form: Form, old: Field, text: str) -> Form:
    """With the figure that the new words of the content tell of; one that was corrected by hand stays."""
    was, now = (_counted(field.spans, text) for field in (old, form.named("content")))
    if tuple(form.named(name).value for name in _COUNTED) != was:
        return form
    for name, value in zip(_COUNTED, now, strict=True):
        field = form.named(name)
        chosen = next((n for n, (each, _) in enumerate(field.choices) if each == value), 0)
        form = form.with_field(replace(field, typing=Typing.of(value), chosen=chosen))
    return form


def _counted(content: tuple[Span, ...], text: str) -> tuple[str, str, str]:
    """Figure, bound and unit that some words tell of, as the form writes them."""
    from store.suggesting.claims import guess_claim

    guess = guess_claim(text, content)
    figure = "" if guess.quantity is None else f"{guess.quantity}"
    return figure, guess.bound.value if guess.bound else "", guess.unit or ""
