"""The question about a folder that was last used on another machine or in another place."""
