from .watching import Watching

__all__ = ["Watching"]
