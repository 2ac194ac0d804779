"""No core dump: when this program crashes, the keys and the patients in its memory are written into no file."""

import ctypes
import sys
from contextlib import suppress
from functools import cache

if sys.platform != "win32":
    import resource

_PR_SET_DUMPABLE = 4


@cache
def forbid_core_dumps() -> None:
    """Let the system write nothing of this process's memory into a file, from now on until it ends.

    To be called before a password or a key comes into it. On Windows, which writes none unless it is told to, nothing
    is done.
    """
    if sys.platform == "win32":
        return
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, most))
    if sys.platform == "linux":
        # the limit does not hold where core dumps go through a pipe to another program
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0)
