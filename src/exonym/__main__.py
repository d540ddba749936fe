"""`python -m exonym`: the command, where the environment's programs are not on the path."""

from .api.cli.main import main

if __name__ == "__main__":
    main()
