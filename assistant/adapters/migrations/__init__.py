"""How a stored database gets from one version to the next, one file a step. A step that was released never changes."""
