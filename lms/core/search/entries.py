"""What an object gives to the index: the texts of its search fields, normalised and cut into tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Manager
from django.utils.encoding import force_str
from modelsearch.index import AutocompleteField, RelatedFields, SearchField

from .normalise import simplified
from .tokens import Tokens, tokens

#: Of how many units a title of middling length is. Fixed, so that no save need reckon the mean of the whole index.
TITLE_UNITS = 12


@dataclass(frozen=True, slots=True)
class Entry:
    """One object. Each text is the tokens of its fields; ``title_text`` and ``body_text`` are as they were written."""

    object_id: str
    title: tuple[Tokens, ...]
    body: tuple[Tokens, ...]
    autocomplete: tuple[Tokens, ...]
    title_text: str
    body_text: str

    @property
    def title_norm(self) -> float:
        """More than 1 for a short title, in which a word says more, and less for a long one."""
        units = sum(len(each.units) for each in self.title)
        return min(max(TITLE_UNITS / units, 0.25), 2.0) if units else 1.0


def entries(objs: Iterable[Any]) -> list[Entry]:
    """Each object once: one statement cannot write the same row twice."""
    return list({found.object_id: found for found in map(entry, objs)}.values())


def entry(obj: Any) -> Entry:
    titles: list[str] = []
    bodies: list[str] = []
    completed: list[str] = []
    for field, text in _texts(obj, obj.get_search_fields()):
        if isinstance(field, AutocompleteField):
            completed.append(text)
        else:
            (titles if field.field_name == "title" else bodies).append(text)
    return Entry(
        force_str(obj.pk), _cut(titles), _cut(bodies), _cut(completed), " ".join(titles).strip(), " ".join(bodies).strip()
    )


def _cut(texts: list[str]) -> tuple[Tokens, ...]:
    found = (tokens(simplified(text)) for text in texts)
    return tuple(each for each in found if each.units)


def _texts(obj: Any, fields: Any) -> Iterator[tuple[Any, str]]:
    """Each search field below ``obj`` with its text, those of related objects too."""
    for field in fields:
        if isinstance(field, RelatedFields):
            for related in _related(field.get_value(obj)):
                yield from _texts(related, field.fields)
        elif isinstance(field, SearchField | AutocompleteField):
            yield field, text_of(field.get_value(obj))


def _related(value: Any) -> Any:
    if isinstance(value, Manager):
        return value.all()
    if callable(value):
        value = value()
    return () if value is None else (value,)


def text_of(value: Any) -> str:
    """A value of a search field as one text; nothing for None."""
    if value is None:
        return ""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple | set):
        return ", ".join(text_of(each) for each in value)
    return force_str(value)
