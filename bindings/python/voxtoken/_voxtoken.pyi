from collections.abc import Sequence

__all__ = ["main"]

def main(arguments: Sequence[str]) -> int: ...
