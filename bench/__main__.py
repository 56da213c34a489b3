"""`python -m bench`: measures what the project promises and prints one line for each."""

from __future__ import annotations

from bench import command, pages, pipeline, player, stage

for part in (pipeline, command, pages, player, stage):
    for name, value in part.measure():
        print(f"{name:<60}{value:>14}", flush=True)
