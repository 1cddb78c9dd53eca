from __future__ import annotations

import pytest

from cms_site.models import HomePage

from .trees import Tree, build_english, build_tree


@pytest.fixture
def tree(db) -> Tree:
    return build_tree()


@pytest.fixture
def english(tree) -> HomePage:
    return build_english(tree)
