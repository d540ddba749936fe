"""What can be wrong with an uploaded table besides its rows."""

from __future__ import annotations

from ...resolver.errors import InputError


class TooLargeError(InputError):
    """More bytes than the service takes."""

    code = "too-large"
    status = 413


class SlowError(InputError):
    """The body did not arrive in time."""

    code = "slow"
    status = 408


class GoneError(InputError):
    """The client went away."""

    code = "gone"
    status = 499


class BusyError(InputError):
    """As many tables as the service takes at a time are being worked on."""

    code = "busy"
    status = 503


class MediaTypeError(InputError):
    """A body that is no table, by its own account."""

    code = "media-type"
    status = 415
