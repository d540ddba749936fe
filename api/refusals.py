"""What the service refuses: the errors of HTTP alone, each with its stable code and the status that it gets."""

from __future__ import annotations

from ..resolver.errors import ExonymError, InputError


class NotReadyError(ExonymError):
    """No gazetteer is loaded yet."""

    code = "not-ready"
    status = 503


class NothingError(InputError):
    """An address or an id that nothing has."""

    code = "not-found"
    status = 404


class OffError(NothingError):
    """A part of the service that is switched off here."""

    code = "off"


class OriginError(InputError):
    """A page of another site asks for a change."""

    code = "origin"
    status = 403


class NotJsonError(InputError):
    """A body or a parameter that should be JSON is not."""

    code = "json"
    status = 400


class ParameterError(InputError):
    """A query parameter that is unknown, given twice or not UTF-8."""

    code = "parameter"
    status = 422


class QueryError(InputError):
    """A query of a batch that cannot be read."""

    code = "query"
    status = 422


class QueryTooLongError(InputError):
    """A mention over the limit."""

    code = "query-too-long"
    status = 422


class TooManyError(InputError):
    """More queries in one request than the service takes."""

    code = "too-many"
    status = 413


class TooLargeError(InputError):
    """More bytes than the service takes."""

    code = "too-large"
    status = 413


class MediaTypeError(InputError):
    """A body that is not a table, as its own Content-Type says."""

    code = "media-type"
    status = 415


class SlowError(InputError):
    """The body did not arrive in time."""

    code = "slow"
    status = 408


class TimeUpError(InputError):
    """The time of a batch was up before this query's turn."""

    code = "timeout"
    status = 422


class BusyError(InputError):
    """As many tables as the service takes at a time are being worked on."""

    code = "busy"
    status = 503


class GoneError(InputError):
    """The client went away."""

    code = "gone"
    status = 499
