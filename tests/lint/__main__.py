"""Write the proofs of the examples as scenarios, for the engines to play.

python -m tests.lint > proofs.ndjson
python -m tests.engines chromium --case proofs.ndjson
"""

import json

import attrs

from corsmodel.lint import lint
from corsmodel.scenario_json import scenario_to_json
from tests.lint.servers import EXAMPLES


def main() -> None:
    for code, example in EXAMPLES.items():
        for finding in lint(example.shows, example.request):
            for number, proof in enumerate(finding.proofs):
                if finding.code == code:
                    scenario = attrs.evolve(proof.scenario, id=f"{code}-{number}")
                    print(json.dumps(scenario_to_json(scenario)))


if __name__ == "__main__":
    main()
