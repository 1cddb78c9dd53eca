"""Folders of sheets to import. The sample is imported from ``cms_site/sample``."""

from __future__ import annotations

import csv
import datetime as dt
import io
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import models

from lms.core import clock

ROOT = Path(__file__).resolve().parent.parent.parent
SAMPLE = ROOT / "cms_site" / "sample"
DATA = ROOT / "tests" / "data"
SHEETS = ("competencies", "posts", "org_units", "post_requirements", "lessons", "roster")
TODAY = dt.date(2026, 11, 22)

Rows = list[list[Any]]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    """A copy of the sample's six sheets that a test may change."""
    folder = tmp_path / "sample"
    folder.mkdir()
    for name in SHEETS:
        shutil.copy(SAMPLE / f"{name}.csv", folder)
    return folder


@pytest.fixture
def loaded(db: None, sample: Path) -> Path:
    """The sample, imported."""
    call_command("import_training_data", str(sample), stdout=io.StringIO())
    return sample


class Folder:
    """A folder with sheets written by a test, and the import of it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def csv(self, name: str, rows: Rows, encoding: str = "utf-8") -> Path:
        file = self.path / f"{name}.csv"
        with file.open("w", encoding=encoding, newline="") as stream:
            csv.writer(stream).writerows(rows)
        return file

    def xlsx(self, name: str, rows: Rows, merged: tuple[str, ...] = ()) -> Path:
        book = openpyxl.Workbook()
        sheet = book.active
        for row in rows:
            sheet.append(row)
        for cells in merged:
            sheet.merge_cells(cells)
        book.save(self.path / f"{name}.xlsx")
        return self.path / f"{name}.xlsx"

    def load(self, *options: str) -> tuple[str, str]:
        """What the import says on its two outputs; fails the test if it ends with an error."""
        code, out, errors = command("import_training_data", self.path, *options)
        assert code == 0, errors
        return out, errors

    def refuse(self, *options: str) -> str:
        """The errors of an import that must be refused and must write nothing."""
        before = everything()
        code, _out, errors = command("import_training_data", self.path, *options)
        assert code == 1
        assert everything() == before
        return errors


def command(name: str, *arguments: Any) -> tuple[int, str, str]:
    """Exit code, standard output and errors of a command."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(name, *map(str, arguments), stdout=out, stderr=err)
    except CommandError as problem:
        return problem.returncode, out.getvalue(), f"{err.getvalue()}{problem}"
    return 0, out.getvalue(), err.getvalue()


def everything() -> dict[str, list[Any]]:
    """All rows of all our tables, to show that nothing was written."""
    found: dict[str, list[Any]] = {}
    for model in _models():
        found[model._meta.label] = sorted(map(repr, model._base_manager.values_list()))
    return found


def _models() -> list[type[models.Model]]:
    ours = [
        m
        for config in apps.get_app_configs()
        if config.name.startswith("lms.")
        for m in config.get_models(include_auto_created=True)
    ]
    return [*ours, apps.get_model("wagtailcore", "ModelLogEntry")]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    path = tmp_path / "sheets"
    path.mkdir()
    return Folder(path)


@pytest.fixture
def small(db: None, folder: Folder) -> Folder:
    """A folder whose sheets make a small organisation; import it, or change it first."""
    folder.csv("competencies", [["code", "name"], ["A1", "公文"], ["A2", "党务"]])
    folder.csv(
        "posts", [["code", "name", "default_tier", "categories"], ["P1", "局长", "LEAD", ""], ["P2", "党务", "GEN", "正式党员"]]
    )
    folder.csv(
        "org_units",
        [
            ["code", "name", "type", "parent_code", "holds_membership"],
            ["U0", "机关工委", "工委", "", "N"],
            ["U1", "甲局机关第一党支部", "党支部", "U0", "Y"],
            ["U2", "甲局机关第二党支部", "党支部", "U0", "Y"],
            ["U11", "甲局机关第一党支部第一党小组", "党小组", "U1", "Y"],
        ],
    )
    folder.csv("post_requirements", [["post_code", "competency_code", "required_level"], ["P1", "A1", "3"], ["P2", "A2", "2"]])
    folder.csv("lessons", [["code", "title", "tiers", "competencies", "minutes"], ["K1", "公文", "LEAD|GEN", "A1:3", "20"]])
    folder.csv(
        "roster",
        [["学员编号", "姓名", "所在党支部", "岗位编码", "人员类别"], ["S1", "张三", "甲局机关第一党支部", "P1", "正式党员"]],
    )
    return folder
