"""The guide, as the product asks it: Markdown files on one side, a Chroma index and words on the other.

`knowledge.py` answers the port; everything else here serves it. Importing this package loads no heavy library.
"""
