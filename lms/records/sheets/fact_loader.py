"""Sheets of facts within an import of several sheets: the same checks as the commands, written together with the rest."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lms.core.sheets.registry import Loader
from lms.people.models import Member

from ..actions import record_many
from ..facts import NewRecord
from .facts_import import FactReport, FactSheet, check_facts, member_ids


class FactLoader(Loader):
    """A subclass names its sheet."""

    sheet: type[FactSheet]

    def check(self) -> None:
        self.facts_of = self.sheet()
        self._refuse_own()
        report = FactReport(self.run)
        self.fresh = check_facts(self.table, self.facts_of, report)
        self.corrected = report.corrected

    def _refuse_own(self) -> None:
        """Nobody vouches for himself, except by a self-assessment."""
        run, table = self.run, self.table
        if run.by is None or run.by.is_superuser:
            return
        own = set(Member.objects.filter(user_id=run.by.pk).values_list("code", flat=True))
        column = table.get(self.facts_of.member_field)
        for i, code in enumerate(column if own else ()):
            if code in own and i not in table.broken and self.facts_of.refuse_own(table, i):
                heading = table.heading(self.facts_of.member_field)
                run.problems.error(
                    table.file, _("不能为自己认定"), _("请由其他管理员登记"), row=table.numbers[i], column=heading, value=code
                )
                table.broken.add(i)

    def write(self) -> None:
        """Rows of members (or competencies) that came with this very import get their ids now."""
        facts = self.fresh
        if any(min(fact.member_id, fact.competency_id or 0) < 0 for fact in facts.values()):
            self.facts_of.prepare(self.table, self.run)
            facts = self._with_ids()
        if facts:
            record_many(list(facts.values()), by=self.run.by)
        self.run.count(self.table.spec.name, added=len(facts) - self.corrected, changed=self.corrected)

    def _with_ids(self) -> dict[int, NewRecord]:
        column = self.table.get(self.facts_of.member_field)
        codes = {i: column[i] for i in self.fresh}
        ids = member_ids(self.run, set(codes.values()))
        corrections = {i: fact for i, fact in self.fresh.items() if fact.corrects_key}
        return {i: corrections.get(i) or self.facts_of.fact(self.table, i, ids[code]) for i, code in codes.items()}
