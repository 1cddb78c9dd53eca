from __future__ import annotations

from lms.records.sheets.command import FactCommand
from lms.records.sheets.evidence import EvidenceSheet


class Command(FactCommand):
    help = "Import evidence of competence: learner_code, competency_code, current_level, assessed_on, source. All or nothing."
    sheet = EvidenceSheet
