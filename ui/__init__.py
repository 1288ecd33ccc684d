"""The window: screens as pairs of view and presenter over the services."""
