"""What framing a problem means, as values and pure functions.

Nothing below this folder opens a file, reads a clock, rolls dice, reaches a network or knows a
model, a database or a user-interface framework. What is needed from outside arrives as an argument.
"""
