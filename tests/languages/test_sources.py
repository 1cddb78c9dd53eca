"""No text of a screen stands outside gettext. What is Chinese for another reason is listed here with it."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

from .chinese import in_python, in_script, in_template

ROOT = Path(__file__).resolve().parents[2]

#: Files whose Chinese is no text of a screen, or is shown as it is in every language.
ALLOWED = {
    "*/sheets/*.py": "words and headings that are looked for in sheets",
    "lms/competencies/sheets.py": "words and headings that are looked for in sheets",
    "*/management/commands/*.py": "help for the person at the keyboard; Django translates none of it",
    "lms/catalogue/credit_rules.py": "names of modes as sheets write them",
    "lms/catalogue/defaults.py": "forms of lessons: content",
    "lms/competencies/models.py": "the two types as they are stored",
    "lms/catalogue/onsite.py": "forms of lessons: content",
    "lms/people/titles.py": "words that are looked for in sheets",
    "lms/people/unit_words.py": "words that are looked for in sheets",
    "lms/records/attendance.py": "headings that are looked for in what was pasted",
    "lms/requirements/views/grid.py": "the kind of unit that asks nothing: content",
    "lms/people/defaults.py": "tiers and categories that every site starts with: content",
    "lms/people/queries.py": "the kind of unit that is a branch: content",
    "lms/accounts/browsers.py": "names of browsers",
    "lms/accounts/static/lms_accounts/accounts.js": "two words in three languages, by the language of the page",
    "lms/core/wagtail_chinese/static/*": "the supplement itself",
    "cms_site/demo/*.py": "the sample: content",
    "cms_site/planting/*.py": "the first pages, in three languages",
    "courses/blocks/*.py": "samples in the preview of a block",
    "courses/editors.py": "names of groups and of the workflow that every site starts with: content",
    "courses/forms_of_learning.py": "forms of lessons as they are stored",
    "courses/pages/planting.py": "the first pages, in three languages",
    "lms/core/search/*.py": "characters by which texts are cut into words",
    "cms_site/blocks.py": "samples in the preview of a block",
    "cms_site/settings/*.py": "the site's name, names of languages in themselves",
}
READERS = ((".py", in_python), (".html", in_template), (".txt", in_template), (".js", in_script))


def is_read(path: Path) -> bool:
    parts = path.relative_to(ROOT).parts
    if path.suffix in {".html", ".txt"} and "templates" not in parts:
        return False
    return not {"migrations", "locale", "__pycache__"} & set(parts)


def found() -> dict[str, list[tuple[int, str]]]:
    files = (path for top in ("lms", "courses", "lecturers", "cms_site") for path in sorted((ROOT / top).rglob("*")))
    readers = dict(READERS)
    wanted = [path for path in files if path.suffix in readers and is_read(path)]
    rows = {path.relative_to(ROOT).as_posix(): readers[path.suffix](path) for path in wanted}
    return {name: texts for name, texts in rows.items() if texts}


def test_every_text_passes_through_gettext():
    wrong = [
        f"{name}:{line}: {text[:80]!r}"
        for name, texts in found().items()
        if not any(fnmatch(name, pattern) for pattern in ALLOWED)
        for line, text in texts
    ]
    assert not wrong, "Chinese outside gettext:\n" + "\n".join(wrong)


def test_the_list_of_exceptions_has_no_dead_entries():
    names = list(found())
    assert [pattern for pattern in ALLOWED if not any(fnmatch(name, pattern) for name in names)] == []
