"""Random small organisations as rows of the sheets."""

from __future__ import annotations

import csv
import datetime as dt
import random

TIERS = ["LEAD", "YOUTH", "GEN"]


def organisation(seed: int, today: dt.date):
    """(sheets, evidence rows). Deterministic."""
    rnd = random.Random(seed)
    competencies = [
        {"code": f"C{n}", "name": f"能力{n}", "refresh_months": rnd.choice(["", "0", "6", "12"])} for n in range(1, 6)
    ]
    posts = [{"code": f"P{n}", "name": f"岗位{n}", "default_tier": rnd.choice([*TIERS, ""])} for n in range(1, 5)]
    units = [{"code": "U0", "name": "工委", "type": "工委", "parent_code": ""}]
    for n in range(1, 6):
        units.append({"code": f"U{n}", "name": f"支部{n}", "type": "党支部", "parent_code": f"U{rnd.randrange(n)}"})
    lines = []
    for post in posts:
        for competency in rnd.sample(competencies, rnd.randint(1, 4)):
            lines.append(
                {
                    "post_code": post["code"],
                    "competency_code": competency["code"],
                    "required_level": str(rnd.randint(1, 4)),
                    "priority": rnd.choice(["必备", "应备", "了解", ""]),
                    "due_within_months": rnd.choice(["", "6", "12", "24"]),
                }
            )
    lessons = []
    for n in range(1, 11):
        teaches = {f"C{rnd.randint(1, 5)}": rnd.randint(1, 4) for _ in range(rnd.randint(1, 3))}
        lessons.append(
            {
                "code": f"K{n:02}",
                "title": f"课程{n}",
                "tiers": "|".join(rnd.sample(TIERS, rnd.randint(1, 3))),
                "competencies": ";".join(f"{code}:{level}" for code, level in teaches.items()),
                "minutes": str(rnd.choice([10, 15, 20, 25, 30])),
                "required_flag": rnd.choice(["必修", "选修", "选修", "选修", ""]),
                "prerequisites": "|".join(
                    f"K{each:02}" for each in rnd.sample(range(1, n), min(n - 1, rnd.choice([0, 0, 0, 1, 2])))
                ),
                "share_scope": rnd.choice(["全县共享", "全县共享", "本单位"]),
                "owner_unit": rnd.choice(["", f"U{rnd.randint(0, 5)}"]),
                "valid_until": rnd.choice(
                    ["", "", "", today.isoformat(), (today - dt.timedelta(days=1)).isoformat(), "2030-12-31"]
                ),
            }
        )
    roster, evidence = [], {}
    for n in range(1, 8):
        held = rnd.sample(posts, rnd.choice([0, 1, 1, 2]))
        roster.append(
            {
                "学员编号": f"M{n}",
                "姓名": f"某人{n}",
                "支部编码": f"U{rnd.randint(1, 5)}",
                "出生年月": rnd.choice(
                    [
                        "",
                        f"{today.year - 36}-{today.month:02}",
                        f"{today.year - 36}-{today.month % 12 + 1:02}",
                        "1960-05",
                        "2000-01",
                    ]
                ),
                "岗位编码": held[0]["code"] if held else "",
                "兼任岗位编码": held[1]["code"] if len(held) > 1 else "",
                "学员层次": rnd.choice(["", "", "", "领导干部", "青年干部"]),
            }
        )
        for _ in range(rnd.choice([0, 4, 10])):
            day = today - dt.timedelta(days=rnd.choice([0, 1, 30, 100, 183, 200, 365, 366, 400, 800]))
            row = {
                "learner_code": f"M{n}",
                "competency_code": f"C{rnd.randint(1, 5)}",
                "current_level": str(rnd.randint(0, 4)),
                "assessed_on": day.isoformat(),
                "source": rnd.choice(["self", "self", "supervisor", "test", "observation"]),
            }
            evidence[row["learner_code"], row["competency_code"], row["assessed_on"], row["source"]] = row
    sheets = {
        "competencies": competencies,
        "posts": posts,
        "org_units": units,
        "post_requirements": lines,
        "roster": roster,
        "lessons": lessons,
    }
    return sheets, list(evidence.values())


def write(folder, sheets, evidence) -> None:
    for name, rows in {**sheets, "evidence": evidence}.items():
        if rows:
            target = folder / (f"{name}.csv" if name != "evidence" else "evidence_rows.txt")
            with target.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, fieldnames=list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)


def changes(seed: int, sheets):
    """The same organisation after a second import that changes what was there: posts held, branches, levels asked, lessons."""
    rnd = random.Random(seed + 1)
    changed = {name: [dict(row) for row in rows] for name, rows in sheets.items()}
    for member in changed["roster"]:
        if member["岗位编码"] and rnd.random() < 0.6:
            member["岗位编码"] = f"P{rnd.randint(1, 4)}"
            if member["兼任岗位编码"] == member["岗位编码"]:
                member["兼任岗位编码"] = "无"
        if rnd.random() < 0.5:
            member["支部编码"] = f"U{rnd.randint(1, 5)}"
    for line in changed["post_requirements"]:
        if rnd.random() < 0.4:
            line["required_level"], line["priority"], line["due_within_months"] = str(rnd.randint(1, 4)), "应备", "6"
    for lesson in changed["lessons"]:
        if rnd.random() < 0.4:
            lesson["minutes"] = str(int(lesson["minutes"]) + rnd.choice([5, 10, 40]))
        if rnd.random() < 0.3:
            lesson["tiers"] = "|".join(rnd.sample(TIERS, rnd.randint(1, 3)))
        if rnd.random() < 0.3:
            lesson["competencies"] = f"C{rnd.randint(1, 5)}:{rnd.randint(1, 4)}"
    return changed
