"""Bytes in, and no exception but the documented ones: by chance in the tests, by atheris for long.

``python -m tests.fuzz -max_total_time=600`` needs atheris; ``nox -s fuzz -- 600`` installs it.
"""
