"""Hands the address of a link on to a browser, without a shell, off the event loop, and away from the terminal."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping

_PATIENCE = 2.0
"""Seconds after which a browser that is still running is taken for an open one."""
# In a process of its own, isolated: the browsers that webbrowser knows may wait, write, or want the terminal themselves.
_OPEN = "import sys, webbrowser; sys.exit(not webbrowser.open(sys.argv[1]))"


def has_browser(environment: Mapping[str, str], platform: str) -> bool:
    """Whether a page can be opened where the person sits: at a desktop or with a $BROWSER, not at the far end of SSH."""
    if environment.get("SSH_CONNECTION") or environment.get("SSH_TTY"):
        return False
    return platform == "darwin" or any(environment.get(name) for name in ("BROWSER", "DISPLAY", "WAYLAND_DISPLAY"))


def open_in_browser(address: str) -> bool:
    """Open an address (printable ASCII that begins with http); whether a browser took it. Waits for it a moment."""
    try:
        started = subprocess.Popen(
            [sys.executable, "-I", "-c", _OPEN, address],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return started.wait(_PATIENCE) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False
