"""One file a page: read what is known, draw it, hand over what the person did."""
