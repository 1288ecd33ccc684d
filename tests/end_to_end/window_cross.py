"""Pressing the cross of a window: the X client message that a window manager sends (an old xdotool cannot)."""

import ctypes

CLIENT_MESSAGE = 33


class ClientMessage(ctypes.Structure):
    """XClientMessageEvent of Xlib.h, with the data as five longs and the padding of XEvent behind it."""

    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", ctypes.c_void_p),
        ("window", ctypes.c_ulong),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("padding", ctypes.c_long * 24),
    )


def press_cross(display_name: str, window: int) -> None:
    """Ask the program that owns this X window to close it."""
    xlib = ctypes.CDLL("libX11.so.6")
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XInternAtom.restype = ctypes.c_ulong
    display = ctypes.c_void_p(xlib.XOpenDisplay(display_name.encode()))
    assert display.value, f"no display {display_name}"

    def atom(name: str) -> int:
        return int(xlib.XInternAtom(display, name.encode(), 0))

    message = ClientMessage(
        type=CLIENT_MESSAGE, window=window, message_type=atom("WM_PROTOCOLS"), format=32, display=display.value
    )
    message.data[0] = atom("WM_DELETE_WINDOW")
    xlib.XSendEvent(display, ctypes.c_ulong(window), 0, ctypes.c_long(0), ctypes.byref(message))
    xlib.XCloseDisplay(display)
