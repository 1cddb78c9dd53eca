"""Knowledge runs one way. Imports are read by import-linter; relations and migrations are walked here."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

from django.apps import AppConfig, apps
from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[2]
OURS = ("lms", "courses", "lecturers", "cms_site")


def linter() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]


def layer_numbers() -> dict[str, int]:
    """Module → number of its line in the contract; 0 stands on top."""
    contract = next(contract for contract in linter()["contracts"] if contract["id"] == "layers")
    return {name.strip(" ()"): number for number, line in enumerate(contract["layers"]) for name in line.split("|")}


LAYERS = layer_numbers()


def layer_of(config: AppConfig) -> str | None:
    """The layer an app belongs to, or None for somebody else's app."""
    return next((name for name in LAYERS if config.name == name or config.name.startswith(f"{name}.")), None)


def allowed(user: AppConfig, used: AppConfig) -> bool:
    above, below = layer_of(user), layer_of(used)
    if above is None or below is None:
        # Somebody else's app may never need ours; ours may use anybody's.
        return below is None
    return above == below or LAYERS[above] < LAYERS[below]


def test_imports_keep_to_the_layers():
    command = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run([command, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-1000:]


def test_every_part_stands_in_a_layer():
    parts = {f"lms.{path.parent.name}" for path in (ROOT / "lms").glob("*/__init__.py")}
    parts |= {name for name in OURS if name != "lms" and (ROOT / name / "__init__.py").exists()}
    assert parts <= set(LAYERS)


def test_every_top_package_is_linted():
    assert {name for name in OURS if (ROOT / name / "__init__.py").exists()} == set(linter()["root_packages"])


def test_relations_keep_to_the_layers():
    wrong = [
        f"{model._meta.label}.{field.name} → {field.related_model._meta.label}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.is_relation
        and not field.auto_created
        and field.related_model is not None
        and not allowed(model._meta.app_config, field.related_model._meta.app_config)
    ]
    assert wrong == []


def test_migrations_keep_to_the_layers():
    graph = MigrationLoader(None, ignore_no_migrations=True).graph
    wrong = [
        f"{child} → {parent.key}"
        for child, node in graph.node_map.items()
        for parent in node.parents
        if not allowed(apps.get_app_config(child[0]), apps.get_app_config(parent.key[0]))
    ]
    assert wrong == []


def test_the_rule_refuses_upwards_and_sideways():
    people, planning = apps.get_app_config("lms_people"), apps.get_app_config("lms_planning")
    desk, reporting = apps.get_app_config("lms_desk"), apps.get_app_config("lms_reporting")
    assert allowed(planning, people)
    assert not allowed(people, planning)
    assert not allowed(desk, reporting)
    assert not allowed(apps.get_app_config("auth"), people)
