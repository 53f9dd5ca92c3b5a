"""Explanations: a verdict put into words. Reads, never decides."""

from corsmodel.explain.text import explain

__all__ = ["explain"]
