"""Where articles come from: files, folders and standard input, each as raw bytes. Knows nothing of cleaning."""

from store.sources.files import Skipped, files

__all__ = ["Skipped", "files"]
