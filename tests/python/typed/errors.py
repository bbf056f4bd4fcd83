"""How a program tells failures apart."""

from __future__ import annotations

import voxtoken.errors as errors


def advice(error: errors.VoxTokenError) -> str:
    wait: float | None = error.retry_after
    if isinstance(error, errors.ThrottledError):
        return f"wait {wait or 60} seconds"
    if error.retryable:
        return "try again"
    code: str | None = error.code
    status: int | None = error.http_status
    return f"{error.kind}: {error} ({code}, {status}, {error.request_id}, {error.argument}) {error.hint}"


def as_value_error(error: errors.InvalidArgumentError) -> ValueError:
    return error


def as_timeout(error: errors.RequestTimeoutError) -> TimeoutError:
    return error
