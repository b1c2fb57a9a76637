"""Do again what was taken back last: by `annotty undo`, or on the screen.

Once you have changed something else, what was taken back before stays so. A
step that others have built on since cannot be done again: that is said, and
nothing is changed; --past goes on to the one behind it.

examples:
  annotty redo --dry-run
  annotty redo

exit codes:
  0 done   1 there is nothing to redo, or it cannot be done again   2 wrong
  usage   3 the library cannot be used
"""

from __future__ import annotations

from functools import partial

from reader.cli import stepping

configure = stepping.take_arguments
run = partial(stepping.step, redone=True)
