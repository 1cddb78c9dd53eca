from lms.planning.commands import CsvCommand
from lms.planning.exports import unsupplied_rows


class Command(CsvCommand):
    help = "缺课程 (CSV)"
    rows = staticmethod(unsupplied_rows)
