"""The plan screen (Kế hoạch của xã): the tasks that the commune takes over, its own tasks, its texts."""
