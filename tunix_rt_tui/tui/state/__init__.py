"""What the app keeps for itself between two runs, in the state folder."""
