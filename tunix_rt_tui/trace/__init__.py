"""What a reasoning trace is: pure, without input or output."""
