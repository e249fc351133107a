"""Guided mode's reader: one message of free text in, facts and interpretations with verbatim quotes out."""
