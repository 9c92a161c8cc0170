"""How the traces of a listing are distributed over what they have."""
