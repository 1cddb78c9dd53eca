"""Collect the texts and write the Traditional Chinese catalogues: the source texts are Simplified, OpenCC converts them.

A translation that somebody wrote by hand (it has the comment "# hand") is kept. Needs Debian's package gettext.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import opencc
import polib

ROOT = Path(__file__).resolve().parent.parent
LOCALE = "zh_Hant"


def collect(app: Path) -> Path:
    """Run makemessages in one app; returns its catalogue."""
    (app / "locale").mkdir(exist_ok=True)
    admin = Path(sys.executable).with_name("django-admin")
    subprocess.run(
        [admin, "makemessages", "-l", LOCALE, "--no-location", "--no-wrap", "--no-obsolete", "-v0"], cwd=app, check=True
    )
    return app / "locale" / LOCALE / "LC_MESSAGES" / "django.po"


def convert(catalogue: Path, to_traditional: opencc.OpenCC) -> None:
    file = polib.pofile(str(catalogue), wrapwidth=0)
    file.header = ""
    # Dates that change with every run would only make noise.
    file.metadata = {
        "Language": LOCALE, "MIME-Version": "1.0", "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit", "Plural-Forms": "nplurals=1; plural=0;",
    }  # fmt: skip
    for entry in file:
        if entry.tcomment != "hand":
            entry.flags = [flag for flag in entry.flags if flag != "fuzzy"]
            if entry.msgid_plural:
                entry.msgstr_plural = {0: to_traditional.convert(entry.msgid_plural)}
            else:
                entry.msgstr = to_traditional.convert(entry.msgid)
    file.save(str(catalogue))
    file.save_as_mofile(str(catalogue.with_suffix(".mo")))


def main() -> int:
    if not shutil.which("xgettext"):
        print("The Debian package gettext is missing.", file=sys.stderr)
        return 1
    to_traditional = opencc.OpenCC("s2t")
    for apps in sorted(ROOT.glob("lms/*/apps.py")):
        convert(collect(apps.parent), to_traditional)
    return 0


if __name__ == "__main__":
    sys.exit(main())
