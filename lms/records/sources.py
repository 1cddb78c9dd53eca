"""Where a record came from, in words: administrators read no codes."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lms.core.states import State

WORDS: dict[str, Promise] = {
    "sheet:evidence": gettext_lazy("表格导入（能力认定）"),
    "sheet:hours": gettext_lazy("表格导入（学时）"),
    "sheet:roster": gettext_lazy("表格导入（花名册）"),
    "admin:correction": gettext_lazy("在后台更正"),
    "desk:self": gettext_lazy("学员自评"),
    "test_out": State.TEST.word,
    "sample": gettext_lazy("示例数据"),
}


def source_word(source: str) -> str:
    """The channel ``source`` in words; one that nobody named is told by its kind, else as it is."""
    if source in WORDS:
        return str(WORDS[source])
    kind = source.partition(":")[0]
    return {"sheet": _("表格导入"), "admin": _("在后台登记"), "desk": _("学员本人"), "lesson": _("在线学习")}.get(kind, source)
