"""`python -m tunix_rt_tui`: the same program as `tunix-rt`."""

from tunix_rt_tui.cli.main import main

if __name__ == "__main__":
    main()
