"""Quebu 缺补: the training engine. A family of small Django apps."""

__version__ = "0.1.0"
