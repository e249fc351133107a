"""Large libraries are imported by one thread at a time.

The model's and the index's share parts. When two threads import those from different ends, Python gives one of them half
of a library, or an error.
"""

import threading

one_at_a_time = threading.RLock()
"""Held while a library is imported that takes seconds."""
