"""Export of a medical-insurance platform -> precheck, certificate and information form of every person."""

from ybzj_docs.importing.errors import ImportStopped, UnreadableInput, WrongUse
from ybzj_docs.importing.importer import ImportReport, Progress, import_export

__all__ = ["ImportReport", "ImportStopped", "Progress", "UnreadableInput", "WrongUse", "import_export"]
