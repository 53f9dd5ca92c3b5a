"""Diagnosis: from a sentence of a browser's console back to its cause.

The engines' sentences are fixed templates with values in them, and the data that predicts them
(:mod:`corsmodel.explain.console`) is read backwards here.
"""

from corsmodel.explain.diagnosis.diagnose import diagnose
from corsmodel.explain.diagnosis.diagnosis import Diagnosis, diagnosis_to_json

__all__ = ["Diagnosis", "diagnose", "diagnosis_to_json"]
