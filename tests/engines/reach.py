"""How much of the model generated scenarios alone reach: ``python -m tests.engines.reach``.

Branch coverage of the core for each profile and for all together, and the lines that are left.
"""

import argparse
import io

import coverage

_HEAD = "{count} scenarios of seed {seed}, {what}"


def main() -> None:
    """Generate, evaluate in every profile, report."""
    parser = argparse.ArgumentParser(prog="python -m tests.engines.reach", description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--everything", action="store_true", help="not only what engines can play")
    arguments = parser.parse_args()
    measured = coverage.Coverage(data_file=None, branch=True)
    measured.start()
    # Imported late, so that what runs on import is measured as well.
    from corsmodel.profiles import PROFILES  # noqa: PLC0415

    _evaluate(measured, arguments)
    measured.stop()
    what = "everything" if arguments.everything else "what the harness plays"
    print(_HEAD.format(count=arguments.count, seed=arguments.seed, what=what))
    for name in PROFILES:
        share = measured.report(contexts=["^$", f"^{name}$"], file=io.StringIO())
        print(f"{name}: {share:.1f} %")
    share = measured.report(show_missing=True)
    print(f"together: {share:.1f} %")


def _evaluate(measured: coverage.Coverage, arguments: argparse.Namespace) -> None:
    from corsmodel.drivers.scenarios import evaluate_scenario  # noqa: PLC0415
    from corsmodel.profiles import PROFILES  # noqa: PLC0415
    from corsmodel.scenario import scenario_from_json  # noqa: PLC0415
    from corsmodel.scenario_json import verdict_to_json  # noqa: PLC0415
    from tests.engines.generator import generate  # noqa: PLC0415
    from tests.engines.playable import EVERYTHING, HARNESS  # noqa: PLC0415

    playable = EVERYTHING if arguments.everything else HARNESS
    for record in generate(arguments.seed, arguments.count, playable):
        for name, profile in PROFILES.items():
            measured.switch_context(name)
            for verdict in evaluate_scenario(scenario_from_json(record), profile):
                verdict_to_json(verdict)
        measured.switch_context("")


if __name__ == "__main__":
    main()
