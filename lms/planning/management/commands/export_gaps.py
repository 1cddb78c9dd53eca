from lms.planning.commands import CsvCommand
from lms.planning.exports import gap_rows


class Command(CsvCommand):
    help = "能力差距 (CSV)"
    rows = staticmethod(gap_rows)
