"""From sources to the library: many items at once, cleaned on all cores and kept in batches. Holds no rule of cleaning.

An item goes through four hands: those that are here already are passed by (pipeline); its outlet's habits are looked up
(outlets); an executor cleans it (executors, crew, cluster); one writer keeps it (Library.keep_all).
"""

from store.adding.addresses import KnownAddresses
from store.adding.executors import Executor, InThisProcess
from store.adding.pipeline import Handled, add_all
from store.adding.stopping import Stopping

__all__ = ["Executor", "Handled", "InThisProcess", "KnownAddresses", "Stopping", "add_all"]
