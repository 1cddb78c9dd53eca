"""All that is held about one member, for that member: read off the models, so that later tables are found by themselves."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from django.db.models import CASCADE, Field, ForeignKey, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue
from wagtail.models import Page

from lms.people.models import Grant, Member
from lms.records.queries import rows_of_person

from .books import Table

#: Columns that say nothing to a reader, or where a row comes from that is a table of its own.
TECHNICAL = frozenset({"id", "member", "path", "key", "corrects_source", "corrects_key", "signature", "rules", "uuid"})
#: Of an account: what the person gave or was given. Never a password, a secret or a moment of signing in.
ACCOUNT = ("username", "last_name", "first_name", "email", "date_joined")

#: Of the columns that all pages share.
OF_PAGES = ("title", "live", "first_published_at")


def everything_of(member: Member, user: Any, *, to_read: bool = False) -> list[Table]:
    """A table for each kind of row that belongs to the member, and the account. As many queries as there are kinds.

    ``to_read``: without the columns that have no name in words, which only a program understands.
    """
    ids = rows_of_person(member)
    tables = [_table(Member, {"pk__in": ids}), _account(user), _table(Grant, {"user_id": user.pk})]
    for field in _keys():
        tables.append(_table(field.model, {f"{field.name}__in": ids}, field.name, to_read))
        tables += [_table(part.model, {f"{part.name}__{field.name}__in": ids}, "", to_read) for part in _parts(field.model)]
    return _apart([table for table in tables if table.rows and table.heads])


def _keys() -> list[Any]:
    """Every key to a member, also of models to which a member knows no way back (``related_name="+"``)."""
    relations: list[Any] = [
        each for each in Member._meta.get_fields(include_hidden=True) if each.auto_created and not each.concrete
    ]
    found = [each.field for each in relations if isinstance(each.field, ForeignKey) and not each.related_model._meta.auto_created]
    return sorted(
        (field for field in found if field.model is not Member), key=lambda field: (field.model._meta.label, field.name)
    )


def _parts(owned: type[Model]) -> Iterator[Any]:
    """Keys of rows that are parts of the rows of ``owned`` and name no member of their own."""
    for relation in owned._meta.related_objects:
        others = relation.related_model._meta.concrete_fields
        if (
            relation.model is owned
            and relation.on_delete is CASCADE
            and not any(other.related_model is Member for other in others)
        ):
            yield relation.field


def as_json(tables: list[Table]) -> str:
    """The same as one text that programs read."""
    told = {table.title: [dict(zip(table.heads, row, strict=True)) for row in table.rows] for table in tables}
    return json.dumps(told, ensure_ascii=False, indent=2)


def _account(user: Any) -> Table:
    fields = [user._meta.get_field(name) for name in ACCOUNT]
    return Table(_("账号"), tuple(_head(field) for field in fields), (tuple(_value(user, field) for field in fields),))


def _table(model: type[Model], condition: dict[str, Any], via: str = "", to_read: bool = False) -> Table:
    fields = [field for field in _own_fields(model) if field.name not in TECHNICAL and field.name != via]
    fields = [field for field in fields if _is_named(field)] if to_read else fields
    keys = [field.name for field in fields if isinstance(field, ForeignKey)]
    rows = model._base_manager.filter(**condition).order_by("pk")
    rows = rows.select_related(*keys, *_behind(fields)) if keys else rows
    heads = tuple(_distinct(_head(field) for field in fields))
    return Table(str(model._meta.verbose_name), heads, tuple(tuple(_value(row, field) for field in fields) for row in rows))


def _own_fields(model: type[Model]) -> list[Field[Any, Any]]:
    """The columns of ``model``; of a page what its author wrote, without the columns by which the site keeps pages."""
    if not issubclass(model, Page):
        return list(model._meta.concrete_fields)
    return [
        field
        for field in model._meta.concrete_fields
        if field.name in OF_PAGES or (field.model is model and not field.primary_key)
    ]


def _behind(fields: list[Field[Any, Any]]) -> Iterator[str]:
    """What the names of rows pointed to are made of, one step further."""
    for field in fields:
        if isinstance(field, ForeignKey):
            for further in field.related_model._meta.concrete_fields:
                if isinstance(further, ForeignKey):
                    yield f"{field.name}__{further.name}"


def _is_named(field: Field[Any, Any]) -> bool:
    """Whether somebody gave the column a name, or Django made one of the code's."""
    return str(field.verbose_name) != field.name.replace("_", " ")


def _head(field: Field[Any, Any]) -> str:
    return capfirst(str(field.verbose_name))


def _distinct(heads: Iterator[str]) -> Iterator[str]:
    """Two columns of one name would be one in JSON."""
    seen: dict[str, int] = {}
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
        yield head if seen[head] == 1 else f"{head} {seen[head]}"


def _apart(tables: list[Table]) -> list[Table]:
    names = list(_distinct(iter(table.title for table in tables)))
    return [Table(name, table.heads, table.rows) for name, table in zip(names, tables, strict=True)]


def _value(row: Any, field: Field[Any, Any]) -> Any:
    """As a person reads it: names instead of ids, labels instead of codes, days as text."""
    if isinstance(field, ForeignKey):
        found = getattr(row, field.name)
        return "" if found is None else str(found)
    if hasattr(row, f"get_{field.name}_display"):
        return str(getattr(row, f"get_{field.name}_display")())
    value = getattr(row, field.attname)
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if value is None:
        return ""
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, (int, float, str)):
        return value
    value = value.get_prep_value() if isinstance(value, StreamValue) else value
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (dict, list)) else field.value_to_string(row)
