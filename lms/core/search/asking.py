"""What somebody asks for, as a tree that says nothing of any database: this is where the query is cut into words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import rjieba
from modelsearch.query import And, Boost, Fuzzy, MatchAll, Not, Or, Phrase, PlainText

from .normalise import simplified
from .tokens import is_chinese, pairs, parts, runs

#: What is longer is no query; and so many words narrow a search as far as it goes.
MOST_SIGNS, MOST_TERMS = 200, 32
#: Said between words; alone they are asked for like others.
LINKS = frozenset("的了和与及或是在之等")
#: What stands in a pair of these is one phrase. One without its partner is nothing.
QUOTED = re.compile('"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』|«([^»]*)»')


@dataclass(frozen=True, slots=True)
class Term:
    """One token. ``prefix``: or one that begins so."""

    token: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Units that stand one after another."""

    units: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class All:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Some:
    """At least one; without parts it is what nothing fits."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    wanted: Node
    unwanted: Node


Node = Term | Row | All | Some | Without
NOTHING = Some(())


@dataclass(frozen=True, slots=True)
class Asked:
    """``negated``: everything but what fits ``node``. FTS5 knows no "not" of its own, so it is drawn up to the top."""

    node: Node
    negated: bool = False


def asked(query: Any, prefix: bool = False) -> Asked:
    """A query of modelsearch as a tree. ``prefix``: the last Latin word may be unfinished (autocomplete).

    NotImplementedError for kinds of query that are not known here.
    """
    return _asked(query, prefix) or Asked(NOTHING)


def _asked(query: Any, prefix: bool) -> Asked | None:
    """None where nothing was said: such a part neither finds nor forbids."""
    match query:
        case PlainText():
            node = _plain(query.query_string, query.operator.lower() == "or", prefix)
            return Asked(node) if node else None
        case Fuzzy():
            node = _plain(query.query_string, query.operator.lower() == "or", prefix)
            return Asked(node) if node else None
        case Phrase():
            phrase = _phrase(query.query_string[:MOST_SIGNS])
            return Asked(phrase) if phrase else None
        case Boost():
            return _asked(query.subquery, prefix)
        case MatchAll():
            return Asked(NOTHING, True)
        case Not():
            inner = _asked(query.subquery, prefix)
            return Asked(inner.node, not inner.negated) if inner else None
        case And() | Or():
            found = [each for each in (_asked(one, prefix) for one in query.subqueries) if each]
            return (_and if isinstance(query, And) else _or)(found) if found else None
    raise NotImplementedError(f"{type(query).__name__} is not supported by this search backend.")


def _and(found: Sequence[Asked]) -> Asked:
    wanted = tuple(each.node for each in found if not each.negated)
    unwanted = tuple(each.node for each in found if each.negated and each.node != NOTHING)
    if not wanted:
        return Asked(some(unwanted), True)
    return Asked(Without(together(wanted), some(unwanted)) if unwanted else together(wanted))


def _or(found: Sequence[Asked]) -> Asked:
    """Not all of what is unwanted, or something that is wanted: the same turned inside out."""
    turned = _and([Asked(each.node, not each.negated) for each in found])
    return Asked(turned.node, not turned.negated)


def together(nodes: Sequence[Node]) -> Node:
    if NOTHING in nodes:
        return NOTHING
    return nodes[0] if len(nodes) == 1 else All(tuple(nodes))


def some(nodes: Sequence[Node]) -> Node:
    left = tuple(node for node in nodes if node != NOTHING)
    return left[0] if len(left) == 1 else Some(left)


# ---- texts


def _plain(text: str, any_of: bool, prefix: bool) -> Node | None:
    nodes = list(dict.fromkeys(_nodes(text[:MOST_SIGNS], prefix)))[:MOST_TERMS]
    if not nodes:
        return None
    return some(nodes) if any_of else together(nodes)


def _nodes(text: str, prefix: bool) -> Iterator[Node]:
    for piece, quoted in pieces(text):
        if quoted:
            if phrase := _phrase(piece):
                yield phrase
            continue
        words = piece.split()
        for at, word in enumerate(words):
            yield from _word(word, prefix and at == len(words) - 1)


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """``text`` cut at its quotation marks: what is in a pair of them is True."""
    at = 0
    for match in QUOTED.finditer(text):
        yield text[at : match.start()], False
        yield next(group for group in match.groups() if group is not None), True
        at = match.end()
    yield text[at:], False


def _phrase(text: str) -> Node | None:
    """Exactly so, one after another."""
    units: list[str] = []
    for run in runs(simplified(text)):
        units += run.lower() if is_chinese(run) else parts(run)
    if not units:
        return None
    return Term(units[0]) if len(units) == 1 else Row(tuple(units))


def _word(text: str, prefix: bool) -> Iterator[Node]:
    """What stands between two spaces: Chinese words, and Latin ones, which a hyphen or a dot holds together (v2.0, e-mail)."""
    latin: list[str] = []
    for run in runs(simplified(text)):
        if not is_chinese(run):
            latin.append(run)
            continue
        yield from _latin(latin, False)
        latin = []
        for word in words(run.lower()):
            yield from map(Term, pairs(word) or [word])
    yield from _latin(latin, prefix)


def _latin(found: list[str], prefix: bool) -> Iterator[Node]:
    if not found:
        return
    units = [unit for run in found for unit in parts(run)]
    if len(units) == 1:
        yield Term(units[0], prefix)
        return
    whole = [Term(run.lower(), prefix) for run in found] if len(found) == 1 else []
    yield some([Row(tuple(units)), *whole, *([together([*map(Term, units[:-1]), Term(units[-1], True)])] if prefix else [])])


def words(run: str) -> list[str]:
    """The words of a run of Chinese. Neighbouring single characters are one word that the dictionary does not know.

    Links such as 的 are left out where anything else is said.
    """
    found: list[str] = []
    loose = False
    for word in rjieba.cut(run, False):
        single = len(word) == 1 and word not in LINKS
        if single and loose:
            found[-1] += word
        else:
            found.append(word)
        loose = single
    return [word for word in found if word not in LINKS] or found
