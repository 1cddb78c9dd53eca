"""Who teaches: the directory 师资库 and its history."""

from .lecturers import Lecturer
from .steps import LecturerStep

__all__ = ["Lecturer", "LecturerStep"]
