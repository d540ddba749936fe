"""How good answers are, on mentions whose right answers are known: pure figures, nothing is read, drawn or printed."""
