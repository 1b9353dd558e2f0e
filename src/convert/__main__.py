"""`python -m convert` is the command `markhue`."""

from convert.cli import command

command()
