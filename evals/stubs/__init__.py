"""Models that run nowhere: what stands in for one behind the loopback endpoint, good, bad and in between.

Each is a behaviour of `evals.stub_server`. They read the prompt that was really sent and nothing else, so that what the
product leaves out of a prompt shows in the answer. What is good about an answer is for the checks to say, not for them.
"""
