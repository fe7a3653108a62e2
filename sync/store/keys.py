"""The keyring door: where the key of an encrypted store rests.

Guarantees: a key is never written plain; locked, absent, changed and deleted are told apart, with words for the person.
Must not choose a weaker place on its own once a place has been chosen for a store (see `sync.store.attempts`).
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future, wait
from pathlib import Path
from typing import Protocol, TypeVar

import keyring
import keyring.core
import keyring.errors
from argon2.low_level import Type, hash_secret_raw
from keyring.backend import KeyringBackend

from protocol.canonical import from_base64, to_base64
from protocol.errors import DeviceFault, InvalidInput, RecrutrError, StorageFault, Tampered
from protocol.saying import to_say
from protocol.sealing import KEY_BYTES, open_bytes, seal_bytes
from sync.store.folders import write_durably

SERVICE = "Recrutr"
MEMORY_KIB, PASSES, LANES = 65536, 3, 4
"""Argon2id parameters: RFC 9106 §4, second recommended option (64 MiB, 3 passes, 4 lanes)."""
MIN_SHARE_CHARACTERS = 8
WRAPPED = "wrapped-file"
_SILENT = "keyring.silent"
PATIENCE_S = 20.0
"""How long a keyring may take, a password typed in its own window included, before a person is told that it waits."""
_WRAP_DOMAIN = b"recrutr/wrapped-key/1\n"
_UNSAFE_MODULES = ("keyrings.alt", "keyring.backends.null", "keyring.backends.fail")
"""Back ends that keep secrets readable, keep nothing, or refuse everything: as good as none."""


Result = TypeVar("Result")


class KeyHolder(Protocol):
    """A place that keeps small secrets by name. Each method raises DeviceFault or StorageFault with words."""

    @property
    def place(self) -> str:
        """What this place is, to be remembered beside the store: a place that changed is told from a lost key."""
        ...

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret, durably; an older one of the same name is replaced."""
        ...

    def get(self, name: str) -> bytes:
        """Hand out a secret. DeviceFault `keyring.deleted` when there is none of this name."""
        ...

    def delete(self, name: str) -> None:
        """Destroy a secret; destroying what is not there is fine."""
        ...


class KeyringHolder:
    """The operating system's keyring (Secret Service, KWallet, Keychain, Credential Locker)."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        """Use `backend`, or the one that the keyring library finds. DeviceFault `keyring.absent` when there is none."""
        found = backend if backend is not None else _system_keyring()
        if type(found).__module__.startswith(_UNSAFE_MODULES):
            raise _absent()
        self._backend = found

    @property
    def place(self) -> str:
        """The kind of keyring, by its class."""
        return f"keyring:{type(self._backend).__module__}.{type(self._backend).__qualname__}"

    def put(self, name: str, secret: bytes) -> None:
        """Keep a secret in the keyring."""
        try:
            _within_patience(lambda: self._backend.set_password(SERVICE, name, to_base64(secret)))
        except Exception as error:
            raise _translated(error) from error

    def get(self, name: str) -> bytes:
        """Read a secret from the keyring."""
        try:
            text = _within_patience(lambda: self._backend.get_password(SERVICE, name))
        except Exception as error:
            raise _translated(error) from error
        if text is None:
            raise deleted_key()
        return from_base64(text, "keyring")

    def delete(self, name: str) -> None:
        """Remove a secret from the keyring."""
        try:
            _within_patience(lambda: self._backend.delete_password(SERVICE, name))
        except keyring.errors.PasswordDeleteError:
            if _within_patience(lambda: self._backend.get_password(SERVICE, name)) is not None:
                raise DeviceFault(
                    "keyring.refused", to_say("The keyring did not let Recrutr remove its key.")
                ) from None
        except Exception as error:
            raise _translated(error) from error


class WrappedFileHolder:
    """Files of mode 0600, each secret sealed under a key derived from a share that only the person or the server has.

    `share` is a passphrase, or text from the server (the invitation code is one: 80 random bits).
    """

    def __init__(self, folder: Path, share: str) -> None:
        """InvalidInput when the share is too short to protect anything."""
        if len(share) < MIN_SHARE_CHARACTERS:
            limit = f"at least {MIN_SHARE_CHARACTERS} characters"
            raise InvalidInput(
                "share",
                limit,
                to_say("The passphrase must have at least {least} characters.", least=MIN_SHARE_CHARACTERS),
            )
        self._folder, self._share = folder, share.encode("utf-8")

    @property
    def place(self) -> str:
        """Always the same word: the files lie beside the stores."""
        return WRAPPED

    def put(self, name: str, secret: bytes) -> None:
        """Seal and write a secret. StorageFault when the disk does not take it."""
        salt = os.urandom(16)
        sealed = seal_bytes(self._wrapping_key(salt), secret, _WRAP_DOMAIN + name.encode("utf-8"))
        text = json.dumps({"v": 1, "salt": to_base64(salt), "sealed": to_base64(sealed)})
        write_durably(self._path(name), text.encode("ascii"))

    def get(self, name: str) -> bytes:
        """Read and open a secret. DeviceFault `keyring.wrong_share` when it was sealed with another share."""
        try:
            stored = json.loads(self._path(name).read_bytes())
            salt, sealed = from_base64(stored["salt"]), from_base64(stored["sealed"])
        except FileNotFoundError as error:
            raise deleted_key() from error
        except OSError as error:
            raise StorageFault("keyring.unreadable", to_say("The file with the wrapped key cannot be read.")) from error
        except (ValueError, KeyError, TypeError, RecrutrError) as error:
            raise StorageFault("keyring.damaged", to_say("The file with the wrapped key is damaged.")) from error
        try:
            return open_bytes(self._wrapping_key(salt), sealed, _WRAP_DOMAIN + name.encode("utf-8"))
        except Tampered as error:
            message = to_say(
                "This passphrase or code does not open the work saved on this computer. Nothing was changed."
            )
            raise DeviceFault("keyring.wrong_share", message) from error

    def delete(self, name: str) -> None:
        """Remove the file."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise StorageFault("keyring.refused", to_say("The file with the wrapped key cannot be removed.")) from error

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.key"

    def _wrapping_key(self, salt: bytes) -> bytes:
        return hash_secret_raw(self._share, salt, PASSES, MEMORY_KIB, LANES, KEY_BYTES, Type.ID)


def find_holders(folder: Path, share: str | None, *, look_again: bool = False) -> tuple[KeyHolder, ...]:
    """The keyring where there is one, and wrapped files under `share`: the first is for new keys.

    `look_again`: a keyring that was not there before may be by now. Raises DeviceFault `keyring.absent` when there is
    neither: ask the person for a passphrase or the invitation code; `keyring.silent` when it does not answer in time.
    """
    wrapped = () if share is None else (WrappedFileHolder(folder, share),)
    try:
        return (KeyringHolder(_system_keyring(look_again=look_again)), *wrapped)
    except DeviceFault as fault:
        if not wrapped or fault.code == _SILENT:
            raise
        return wrapped


def _system_keyring(*, look_again: bool = False) -> KeyringBackend:
    """What the keyring library finds; a back end that cannot even be looked at is as good as none."""

    def look() -> KeyringBackend:
        if look_again:
            keyring.core.init_backend()
        return keyring.get_keyring()

    try:
        return _within_patience(look)
    except _Silence as error:
        raise _translated(error) from error
    except Exception as error:
        raise _absent() from error


class _Silence(Exception):
    """A keyring did not answer in time."""


def _within_patience(ask: Callable[[], Result]) -> Result:
    """What a keyring answers. Raises what it raises, _Silence when it takes too long.

    Asked on a thread of its own: no keyring can be told to stop waiting. A late answer to a question is dropped; a late
    secret is kept by the keyring, and found under its name the next time.
    """
    answer: Future[Result] = Future()

    def run() -> None:
        try:
            answer.set_result(ask())
        except BaseException as error:  # noqa: BLE001 - the thread's loop: it belongs to whoever waits
            answer.set_exception(error)

    threading.Thread(target=run, name="keyring", daemon=True).start()
    if not wait((answer,), PATIENCE_S).done:
        raise _Silence
    return answer.result()


def deleted_key() -> DeviceFault:
    """The fault of a keyring that works but no longer holds our key."""
    message = to_say(
        "The key of the work saved on this computer is no longer in the keyring. The saved work "
        "cannot be opened without it and has not been touched; what was already sent is safe with "
        "the server."
    )
    return DeviceFault("keyring.deleted", message)


def changed_place(before: str, now: str) -> DeviceFault:
    """The fault of a store whose key lies in another place than the one at hand."""
    if before == WRAPPED:
        message = to_say(
            "The key of the work saved here is in a file that only opens with your invitation code. Type the code."
        )
        return DeviceFault("keyring.share_needed", message)
    message = to_say(
        "This computer now uses another keyring than when the work was saved. Start Recrutr again in "
        "the session or with the keyring you used before; nothing has been changed."
    )
    return DeviceFault("keyring.changed", message, {"before": before, "now": now})


def _absent() -> DeviceFault:
    message = to_say(
        "This computer has no keyring in which Recrutr could keep its key. Type your invitation code "
        "or a passphrase; the key is then kept in a file that only opens with it."
    )
    return DeviceFault("keyring.absent", message)


def _translated(error: Exception) -> DeviceFault:
    """What a keyring said, in words; its back ends let exceptions of their own libraries through."""
    if isinstance(error, _Silence):
        message = to_say(
            "The keyring of this computer has not answered yet. It may be asking for its password in its own window."
        )
        return DeviceFault(_SILENT, message)
    if isinstance(error, keyring.errors.NoKeyringError):
        return _absent()
    if isinstance(error, keyring.errors.KeyringLocked):
        message = to_say(
            "The keyring of this computer is locked. Unlock it (sign in to your desktop session) and try again."
        )
        return DeviceFault("keyring.locked", message)
    if isinstance(error, keyring.errors.InitError):
        message = to_say(
            "The keyring of this computer does not answer. Sign in to your desktop session again, then try again."
        )
        return DeviceFault("keyring.unavailable", message)
    message = to_say(
        "The keyring of this computer did not hand out the key. Try again, and allow it when you are asked."
    )
    return DeviceFault("keyring.refused", message, {"kind": type(error).__name__})
