"""Framefirst without a face: the domain, a turn, and the adapters that reach the world."""
