"""Decides which errors the project raises.

OnrecordError
├── InputRejected     one input is unfit; becomes a row of `rejects`
├── ReferenceFault   a reference table is missing or malformed
│   └── CorrectionFault  a reviewed correction is malformed or does not fit the data
├── StageError        a stage broke its contract
├── LakeError         the lake cannot be opened, read or written
│   ├── LakeBusy      another build holds it
│   └── LakeMoved     another build has published since this one looked
├── AuditFailed       a critical expectation failed; nothing was published
├── ReleaseFault      a release is not what its manifest says, or cannot be made
└── UsageError        the command line asks for something that does not exist
"""


class OnrecordError(Exception):
    """What the project raises on purpose: its message says what was wrong, where, what to do."""


class InputRejected(OnrecordError):
    """One input cannot become a document; `stage`, `reason`, `detail` as in the table `rejects`."""

    def __init__(self, stage: str, reason: str, detail: str) -> None:
        super().__init__(f"{stage}: {reason}: {detail}")
        self.stage, self.reason, self.detail = stage, reason, detail


class ReferenceFault(OnrecordError):
    """A file of `schemas/reference/` is missing, or a row of it is malformed."""


class CorrectionFault(ReferenceFault):
    """A row of `corrections.csv` is malformed, or the value that it corrects is another one now."""


class StageError(OnrecordError):
    """A stage changed what it does not write, or returned another number of pages."""


class LakeError(OnrecordError):
    """The lake cannot be opened, read or written."""


class LakeBusy(LakeError):
    """Another build holds the lake."""


class LakeMoved(LakeError):
    """Another build has published a version since this one looked at the lake."""


class AuditFailed(OnrecordError):
    """A critical expectation failed; the build was rolled back."""


class ReleaseFault(OnrecordError):
    """A release is not what its manifest says, or it cannot be made."""


class UsageError(OnrecordError):
    """The command line asks for something that does not exist."""
