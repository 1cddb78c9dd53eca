from lms.planning.commands import CsvCommand
from lms.planning.exports import redundancy_rows


class Command(CsvCommand):
    help = "重复安排率 (CSV)"
    rows = staticmethod(redundancy_rows)
