"""The Tasks screen (Nhiệm vụ): the table of the plan's tasks, and beside it the task that is worked on."""
