"""The evidence screen: the library of all stored files, what each proves, and the checks of the store."""
