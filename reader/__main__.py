"""`python -m reader`: the same as `annotty`."""

import sys

from reader.cli import main

sys.exit(main())
