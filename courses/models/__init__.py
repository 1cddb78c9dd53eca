from .rating import LessonRating, RatingAsked
from .watching import Watching

__all__ = ["LessonRating", "RatingAsked", "Watching"]
