from lms.planning.commands import CsvCommand
from lms.planning.exports import plan_rows


class Command(CsvCommand):
    help = "最小学习计划 (CSV)"
    rows = staticmethod(plan_rows)
