"""Archives sealed with age (age-encryption.org), to public keys: the machine that makes them cannot open them."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

import pyrage

from .archive import BadArchive

_MARK = b"age-encryption.org/v1"


class _Through(threading.Thread):
    """Runs what reads one stream and writes another, beside us; keeps what it raised."""

    def __init__(self, work: Callable[[IO[bytes], IO[bytes]], None], source: IO[bytes], target: IO[bytes]) -> None:
        super().__init__(daemon=True)
        self._work, self._source, self._target = work, source, target
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self._work(self._source, self._target)
        except Exception as error:  # told by whoever waits for this thread
            self.error = error


@contextmanager
def sealed(target: IO[bytes], recipients: Sequence[str]) -> Iterator[IO[bytes]]:
    """A stream whose bytes reach `target` sealed. Raises BadArchive for a recipient that is no public key of age."""
    keys = [_recipient(text) for text in recipients]
    inner, outer = os.pipe()
    source = os.fdopen(inner, "rb")
    through = _Through(lambda plain, out: pyrage.encrypt_io(plain, out, keys), source, target)
    through.start()
    try:
        with os.fdopen(outer, "wb") as stream:
            yield stream
    except BrokenPipeError:
        if through.error is None:
            raise
    finally:
        through.join()
        source.close()
    if through.error is not None:
        raise through.error


@contextmanager
def unsealed(source: IO[bytes], *, key: Path | None, passphrase: Callable[[], str]) -> Iterator[IO[bytes]]:
    """The plain bytes of an archive, sealed or not. `passphrase` is asked where the key itself is locked."""
    beginning = source.read(len(_MARK))
    whole: Any = _Prefixed(beginning, source)
    if beginning != _MARK:
        yield whole
        return
    if key is None:
        raise BadArchive("The archive is sealed: name the key that opens it with --key FILE.")
    identity = _identity(key, passphrase)
    inner, outer = os.pipe()
    target = os.fdopen(outer, "wb")

    def work(sealed_bytes: IO[bytes], out: IO[bytes]) -> None:
        try:
            pyrage.decrypt_io(sealed_bytes, out, [identity])
        finally:
            with suppress(BrokenPipeError):
                out.close()

    through = _Through(work, whole, target)
    through.start()
    try:
        with os.fdopen(inner, "rb") as stream:
            yield stream
    except BadArchive as error:
        through.join()
        failed = through.error is not None and not isinstance(through.error, BrokenPipeError)
        raise BadArchive(_reason(through.error)) if failed else error
    finally:
        through.join()
    if through.error is not None and not isinstance(through.error, BrokenPipeError):
        raise BadArchive(_reason(through.error))


def _reason(error: Exception | None) -> str:
    return f"The archive cannot be opened with this key, or was altered: {error}."


def new_key(path: Path, *, passphrase: str) -> str:
    """Writes a key that `age -i` reads too, locked with the passphrase; gives the public key, to which one seals."""
    identity = pyrage.x25519.Identity.generate()
    public = str(identity.to_public())
    text = f"# public key: {public}\n{identity}\n".encode()
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pyrage.passphrase.encrypt(text, passphrase) if passphrase else text)
    return public


def _recipient(text: str) -> pyrage.x25519.Recipient:
    try:
        return pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise BadArchive(
            f"{text} is no public key of age: it begins with age1. `backup --new-key` makes one."
        ) from None


def _identity(path: Path, passphrase: Callable[[], str]) -> pyrage.x25519.Identity:
    try:
        text = path.read_bytes()
        if text.startswith(_MARK):
            text = pyrage.passphrase.decrypt(text, passphrase())
        lines = [line for line in text.decode().splitlines() if line and not line.startswith("#")]
        return pyrage.x25519.Identity.from_str(lines[0])
    except OSError as error:
        raise BadArchive(f"The key cannot be read: {error}.") from None
    except pyrage.DecryptError:
        raise BadArchive(f"The passphrase does not open the key {path}.") from None
    except (UnicodeDecodeError, IndexError, pyrage.IdentityError):
        raise BadArchive(f"{path} is no key of age.") from None


class _Prefixed:
    """A stream of which the beginning was read already."""

    def __init__(self, beginning: bytes, rest: IO[bytes]) -> None:
        self._beginning, self._rest = beginning, rest

    def read(self, size: int = -1) -> bytes:
        if not self._beginning:
            return self._rest.read(size)
        if size < 0:
            given, self._beginning = self._beginning + self._rest.read(), b""
        else:
            given, self._beginning = self._beginning[:size], self._beginning[size:]
        return given
