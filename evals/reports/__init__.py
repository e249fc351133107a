"""How results are shown: each form takes scores and results and gives text or bytes. None runs or judges anything."""
