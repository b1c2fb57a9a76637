"""Take back your last change, whatever it was and wherever you made it: on the command line or on the screen.

Everybody goes back through their own steps ($ANNOTTY_ANNOTATOR, else your
account); all that one command changed is one step. A step that others have
built on since cannot be taken back: that is said, and nothing is changed;
--past goes on to the step before it. `annotty redo` does it again.

examples:
  annotty undo --dry-run
  annotty undo
  annotty undo --past

exit codes:
  0 done   1 there is nothing to undo, or it cannot be taken back   2 wrong
  usage   3 the library cannot be used
"""

from __future__ import annotations

from functools import partial

from reader.cli import stepping

configure = stepping.take_arguments
run = partial(stepping.step, redone=False)
