"""What travels to the terminal: as little as will do.

Textual repaints by widget and sends whole lines; here the terminal is known cell by cell, and only
cells that differ are sent, at most a few times a second.
"""
