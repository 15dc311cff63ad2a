"""What pages of the register say, from rows to words."""
