"""A frame as files people keep. Same input, same bytes; nothing is fetched and nothing is run."""
