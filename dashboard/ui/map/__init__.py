"""The map: borders by an address of this server, values of the choice on top."""
