"""People's own documents: read in a guarded process, kept in a database of pieces, found beside the guide.

`library.py` is the way in. `child.py` and the readers it calls are the only code that looks inside a file, and they
run where a hostile one can do no harm. Importing this package loads no heavy library.
"""
