"""Devices (máy đã đăng ký): the key of this machine and those of the other side, enrolled by a small file."""
