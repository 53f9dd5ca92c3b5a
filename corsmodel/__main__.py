"""``python -m corsmodel`` is the same program as ``corsmodel``."""

import sys

from corsmodel.cli import main

sys.exit(main())
