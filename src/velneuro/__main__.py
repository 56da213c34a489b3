"""`python -m velneuro` is the command `velneuro`."""

from velneuro.cli.main import main

main()
