"""What completes a lesson. One chooses a sentence; nobody types a rule.

The record knows only facts. The sentences say which of them complete a lesson of this kind, on the lesson's page and to trainers.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .forms_of_learning import Form


class Completion(models.TextChoices):
    WATCH = "watch", _("看完")
    WATCH_CHECK = "watch_check", _("看完，并通过随堂测验")
    READ = "read", _("读完并确认")
    READ_CHECK = "read_check", _("读完，并通过随堂测验")
    CHECK = "check", _("通过测验")
    REGISTER = "register", _("由组织者登记参加")


#: The rules that make sense for a form, the default first.
BY_FORM: dict[str, tuple[Completion, ...]] = {
    Form.VIDEO: (Completion.WATCH_CHECK, Completion.WATCH),
    Form.AUDIO: (Completion.WATCH_CHECK, Completion.WATCH),
    Form.TEXT: (Completion.READ_CHECK, Completion.READ),
    Form.DOCUMENT: (Completion.READ_CHECK, Completion.READ),
    Form.QUIZ: (Completion.CHECK,),
    Form.ON_SITE: (Completion.REGISTER,),
}
#: Rules that end with questions.
WITH_CHECK = frozenset({Completion.WATCH_CHECK, Completion.READ_CHECK, Completion.CHECK})
WATCHED = frozenset({Completion.WATCH, Completion.WATCH_CHECK})
READ = frozenset({Completion.READ, Completion.READ_CHECK})


def default_for(form: str) -> str:
    """The rule of a form where nobody chose one."""
    return BY_FORM.get(form, (Completion.READ,))[0].value


def fits(form: str, completion: str) -> bool:
    return completion in BY_FORM.get(form, ())


def has_check(completion: str) -> bool:
    """Whether the lesson ends with questions, so that it can be passed."""
    return completion in WITH_CHECK
