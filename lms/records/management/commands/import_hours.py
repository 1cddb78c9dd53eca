from __future__ import annotations

from lms.records.sheets.command import FactCommand
from lms.records.sheets.hours import HoursSheet


class Command(FactCommand):
    help = "Import hours learned on other platforms: member_code, month, platform, mode, hours. All or nothing."
    sheet = HoursSheet
