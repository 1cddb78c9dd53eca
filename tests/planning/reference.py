"""A second, slow reading of the definitions in plain Python over the rows of the sheets. Shares no code with the product.

Only what the sheets can say: no completions, no campaigns, no dated changes.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from itertools import combinations

FORMAL = {"observation": 0, "test": 1, "supervisor": 2}


def months_later(day, months):
    year, month = day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1
    return dt.date(year, month, min(day.day, monthrange(year, month)[1]))


class Reading:
    """One organisation on one day. ``sheets`` maps a sheet's name to a list of dicts of strings."""

    def __init__(self, sheets, evidence, day, first_import):
        self.sheets, self.evidence, self.day, self.first_import = sheets, evidence, day, first_import
        self.refresh = {row["code"]: int(row.get("refresh_months") or 0) for row in sheets["competencies"]}
        self.posts = {row["code"]: row for row in sheets["posts"]}
        self.units = {row["code"]: row for row in sheets["org_units"]}
        self.lessons = {row["code"]: self.lesson(row) for row in sheets["lessons"]}

    def lesson(self, row):
        return {
            "code": row["code"],
            "minutes": int(row["minutes"]),
            "tiers": set(row["tiers"].split("|")),
            "teaches": {(c.split(":")[0], int(c.split(":")[1])) for c in row["competencies"].split(";") if c},
            "before": [each for each in row.get("prerequisites", "").split("|") if each],
            "required": row.get("required_flag") == "必修",
            "until": dt.date.fromisoformat(row["valid_until"]) if row.get("valid_until") else None,
            "owner": row.get("owner_unit", "") if row.get("share_scope") == "本单位" else "",
        }

    def member_posts(self, member):
        return [
            each for each in f"{member.get('岗位编码', '')}|{member.get('兼任岗位编码', '')}".split("|") if each not in ("", "无")
        ]

    def tier(self, member):
        """A stated tier counts only where it differed from the rules on the day of the import."""
        words = {"领导干部": "LEAD", "青年干部": "YOUTH", "普通党员干部": "GEN"}
        stated = words.get(member.get("学员层次", ""))
        if stated and stated != self.tier_by_rules(member, self.first_import):
            return stated
        return self.tier_by_rules(member, self.day)

    def tier_by_rules(self, member, day):
        if any(self.posts[post].get("default_tier") == "LEAD" for post in self.member_posts(member)):
            return "LEAD"
        if member.get("出生年月"):
            year, month = (int(part) for part in member["出生年月"].split("-"))
            if day.year - year - (1 if (day.month, day.day) < (month, 1) else 0) <= 35:
                return "YOUTH"
        return "GEN"

    def required(self, member):
        """competency → [(post, level, priority, due)]"""
        found = {}
        for line in self.sheets["post_requirements"]:
            if line["post_code"] in self.member_posts(member):
                months = line.get("due_within_months")
                due = months_later(self.first_import, int(months)) if months else dt.date.max
                level = int(line["required_level"])
                words = {"必备": 1, "应备": 2, "了解": 3}
                priority = words[line["priority"]] if line.get("priority") else (1 if level >= 3 else 2 if level == 2 else 3)
                found.setdefault(line["competency_code"], []).append((line["post_code"], level, priority, due))
        return found

    def level_at(self, member, competency, day):
        mine = [
            (dt.date.fromisoformat(row["assessed_on"]), row["source"], int(row["current_level"]))
            for row in self.evidence
            if row["learner_code"] == member["学员编号"]
            and row["competency_code"] == competency
            and dt.date.fromisoformat(row["assessed_on"]) <= day
        ]
        if not mine:
            return 0, "none"

        def valid(when):
            months = self.refresh[competency]
            return months == 0 or day < months_later(when, months)

        formal = sorted((row for row in mine if row[1] in FORMAL), key=lambda row: (row[0], -FORMAL[row[1]], row[2]))
        if formal and valid(formal[-1][0]):
            return formal[-1][2], "formal"
        selfs = sorted(
            (row[0], row[2]) for row in mine if row[1] == "self" and (not formal or row[0] >= formal[-1][0]) and valid(row[0])
        )
        return (selfs[-1][1], "self") if selfs else (0, "lapsed")

    def held_last(self, member, competency):
        day = self.day
        while True:
            day -= dt.timedelta(days=1)
            level, basis = self.level_at(member, competency, day)
            if basis in ("formal", "self"):
                return level

    def gaps(self, member):
        found = {}
        for competency, lines in self.required(member).items():
            wanted = max(level for _, level, _, _ in lines)
            level, basis = self.level_at(member, competency, self.day)
            if wanted > level:
                found[competency] = (wanted, level, basis)
        return found

    def elements(self, member):
        """(competency, level) → required level of its gap"""
        found = {}
        for competency, (wanted, level, basis) in self.gaps(member).items():
            low = level
            if basis == "lapsed":
                low = min(self.held_last(member, competency), wanted)
                if low:
                    found[competency, low] = wanted
            for rung in range(low + 1, wanted + 1):
                found[competency, rung] = wanted
        return found

    def above(self, unit):
        chain = []
        while unit:
            chain.append(unit)
            unit = self.units[unit].get("parent_code", "")
        return chain

    def offered(self, member):
        around = self.above(member["支部编码"])

        def on_offer(code):
            lesson = self.lessons[code]
            if lesson["until"] and self.day > lesson["until"]:
                return False
            if lesson["owner"] and lesson["owner"] not in around:
                return False
            return all(on_offer(before) for before in lesson["before"])

        return {code for code in self.lessons if on_offer(code)}

    def suppliers(self, member, offered, competency, rung, wanted):
        tier = self.tier(member)
        for levels in (range(rung, wanted + 1), range(wanted + 1, 5)):
            for own in (True, False):
                for level in levels:
                    found = {
                        code
                        for code in offered
                        if (competency, level) in self.lessons[code]["teaches"] and (tier in self.lessons[code]["tiers"]) == own
                    }
                    if found:
                        return found
        return set()

    def closed(self, codes):
        codes = set(codes)
        while more := {before for code in codes for before in self.lessons[code]["before"]} - codes:
            codes |= more
        return codes

    def plan(self, member):
        """(compulsory codes, minutes and number of further lessons, supplier sets by element, unsupplied elements)"""
        offered, tier = self.offered(member), self.tier(member)
        compulsory = self.closed(
            {code for code in offered if self.lessons[code]["required"] and tier in self.lessons[code]["tiers"]}
        )
        sets = {key: self.suppliers(member, offered, *key, wanted) for key, wanted in self.elements(member).items()}
        unsupplied = {key for key, codes in sets.items() if not codes}
        open_sets = [codes for codes in sets.values() if codes and not codes & compulsory]
        useful = sorted(self.closed({code for codes in open_sets for code in codes}) - compulsory)
        best = None
        for size in range(len(useful) + 1):
            for extra in combinations(useful, size):
                planned = compulsory | set(extra)
                if all(codes & planned for codes in open_sets) and self.closed(planned) == planned:
                    cost = (sum(self.lessons[code]["minutes"] for code in extra), size)
                    best = min(best, cost) if best else cost
        return compulsory, best, sets, unsupplied

    def order(self, member, section, before):
        """The order of one section, when ``before`` stand already."""
        lines, sets, tier = self.required(member), self.plan(member)[2], self.tier(member)

        def rank(code):
            mine = [key for key, codes in sets.items() if code in codes]
            asked = [line for competency, rung in mine for line in lines[competency] if line[1] >= rung]
            return (
                min((rung for _, rung in mine), default=9),
                min((line[3] for line in asked), default=dt.date.max),
                min((line[2] for line in asked), default=9),
                code,
            )

        placed, waiting, found = set(before), set(section), []
        while waiting:
            free = [code for code in waiting if set(self.lessons[code]["before"]) <= placed]
            code = min(free, key=rank)
            found.append(code)
            placed.add(code)
            waiting.discard(code)
        assert tier
        return found
