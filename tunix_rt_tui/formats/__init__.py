"""Other people's records to traces and back: pure, one module or folder a format, one registry.

What all formats have in common stands in the modules around them: the values that cross between
them (`contract`), the parser of tagged output (`tags`), the cutting of text into steps
(`cutting`), the limits (`limits`), and the choice of the format by what a record looks like
(`registry`, `mapping`).
"""
