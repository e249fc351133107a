"""What each page of the workbench shows and what it changes, worked out from a frame; pure, and without a screen."""
