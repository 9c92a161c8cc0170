"""The work behind the screens: it awaits stores and touches no widget."""
