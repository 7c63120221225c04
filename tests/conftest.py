"""What every test shares: no test may fail because a machine is slow."""

from hypothesis import settings

settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")
