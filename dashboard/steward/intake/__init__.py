"""What partners deliver: the contract, reading, checking, archiving."""
