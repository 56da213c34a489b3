"""How a person wants to hear a session, the music they brought, and the address of their feed."""

from __future__ import annotations

from django.db import models

from velneuro.outputs.sound.spec import LUFS, Levels
from velneuro.web.people.models import OfPerson

USUAL = Levels()
USUAL_MUSIC = "far-sea"
NOT_PICKED = ""
DEVICE = "device"  # the voice of the phone itself speaks, and the track has none
LOUDEST = 3


class SoundChoice(OfPerson):
    """One row for each person; without it everything is as usual."""

    voice = models.CharField(max_length=60, default=NOT_PICKED, blank=True)
    music = models.CharField(max_length=60, default=USUAL_MUSIC)
    level_voice = models.PositiveSmallIntegerField(default=USUAL.voice)
    level_music = models.PositiveSmallIntegerField(default=USUAL.music)
    level_chime = models.PositiveSmallIntegerField(default=USUAL.chime)
    lufs = models.SmallIntegerField(default=int(LUFS))
    stereo = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint("person", name="sound_once_per_person"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"level_{part}__lte": LOUDEST}), name=f"{part}_at_most_full"
                )
                for part in ("voice", "music", "chime")
            ),
        )

    def __str__(self) -> str:
        return f"{self.voice or '-'} {self.music}"


class OwnMusic(OfPerson):
    """Music that a person brought; its sound lies among the pieces in the sound folder, as `own-<key>`."""

    key = models.CharField(max_length=64)
    title = models.CharField(max_length=120)
    seconds = models.PositiveIntegerField()
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("added_at",)
        verbose_name_plural = "own music"
        constraints = (models.UniqueConstraint("person", "key", name="own_music_once_per_person"),)

    def __str__(self) -> str:
        return self.title


class Feed(OfPerson):
    """The private podcast feed of a person. Only the hash of its token is kept."""

    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint("person", name="feed_once_per_person"),)

    def __str__(self) -> str:
        return f"{self.made_at:%Y-%m-%d}"
