"""The goals of speed, as ratios within one run: ``python -m tests.benchmarks``.

Nothing here is a test: a test that a busy machine can break says nothing. ``docs/contributing.md``
says how to read the table.
"""
