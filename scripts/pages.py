"""Write the Traditional Chinese text files of the pages that come with the site: converted from the Simplified ones."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from scripts.traditional import traditional  # noqa: E402

FOLDERS = (ROOT / "cms_site" / "help", ROOT / "cms_site" / "demo" / "content")


def converted(folder: Path) -> dict[Path, str]:
    """What every Traditional file of ``folder`` should say, by its path."""
    return {
        folder / "zh-hant" / path.name: traditional(path.read_text(encoding="utf-8"))
        for path in sorted((folder / "zh-hans").glob("*.md"))
    }


def main() -> int:
    for folder in FOLDERS:
        (folder / "zh-hant").mkdir(parents=True, exist_ok=True)
        wanted = converted(folder)
        for path in (folder / "zh-hant").glob("*.md"):
            if path not in wanted:
                path.unlink()
        for path, text in wanted.items():
            path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
