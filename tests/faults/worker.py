"""A worker process: the management command, with a word when it is ready to work."""

from __future__ import annotations

import django
from django.core.management import call_command


def main() -> None:
    django.setup()
    print("ready", flush=True)
    call_command("personaclick_deliver", loop=True, interval=0.1)


if __name__ == "__main__":
    main()
