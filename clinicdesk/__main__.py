"""`python -m clinicdesk` is the same as the command `clinicdesk`."""

from clinicdesk.cli import main

if __name__ == "__main__":
    main()
