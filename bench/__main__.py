"""`python -m bench`: measures what the project promises and prints one line for each."""

from __future__ import annotations

from bench import command, diary, pages, pipeline, player, sound, stage, trial

for part in (pipeline, command, pages, diary, player, stage, sound, trial):
    for name, value in part.measure():
        print(f"{name:<60}{value:>14}", flush=True)
