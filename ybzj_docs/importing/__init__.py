"""Export of a medical-insurance platform -> precheck, certificate and information form of every person.

The rules are those of the data dictionary. Where it leaves a choice, this is what we do:

- One serial a person who is written: who is left out uses up none.
- Several relations that could be chosen: the one that began last, then the least number. Several agencies of a region
  with the same valid_from: the least number.
- Nobody's relation can be transferred, but there is supplementary insurance: precheck with the agency and pooling
  area of the relation that would be chosen if it could. No relation at all: no agency, unless ``origin`` names one,
  and region 000000 in the number.
- A detail row that counts needs a region; one without contribution type makes a period without one.
- A value that its member does not admit is told and left out, the rest of the row is used. Without name, kind or
  number of the identity document the person is left out; without number, type, status, regions or with a stop date
  that is none the relation is, and with it its detail rows.
- Rows alike count once, rows that contradict each other (one relation number, two checks of one person) not at all; of
  accounts the one of the latest day counts. Each of these, and rows of people whom psn_info_b does not hold, is told.
- An agency that the table lacks: the precheck stands without it, certificate and information form are not written,
  which is exit code 1, as a value left out is.
"""

from ybzj_docs.importing.errors import ImportStopped, UnreadableInput, WrongUse
from ybzj_docs.importing.importer import ImportReport, Progress, import_export

__all__ = ["ImportReport", "ImportStopped", "Progress", "UnreadableInput", "WrongUse", "import_export"]
