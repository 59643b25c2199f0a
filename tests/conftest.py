"""What all tests share: no deadlines for single examples, whose time depends on the machine and on what else runs."""

from hypothesis import settings

settings.register_profile("zjtx", deadline=None)
settings.load_profile("zjtx")
