"""Generated examples take as long as they take: machines are shared, and a slow moment is no fault."""

from hypothesis import settings

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
