"""The right of access: one patient's whole record as one file that the patient can take home."""

from hashlib import sha256
from pathlib import Path

from clinicdesk.desk.desk import Work, act
from clinicdesk.desk.record_contents import as_listed, as_told, contents_of
from clinicdesk.desk.translations import language_for
from clinicdesk.exchange.record_file import archive, record_text
from clinicdesk.exchange.record_index import record_page
from clinicdesk.exchange.whole_file import write_whole
from clinicdesk.model.roles import Act
from clinicdesk.words import read_words


@act(Act.EXPORT_RECORD)
def export_record(work: Work, patient: str, target: Path) -> str:
    """Write everything that is kept about a patient into one ZIP, whole or not at all; the sha256 of its bytes.

    It has the issued papers byte for byte, the files that were added, `record.json`, and `index.html` to begin with.
    A file that is there already is replaced. ClinicdeskError where the place cannot be written to.
    """
    contents = contents_of(work, work.kept_patient(patient))
    files = {
        "index.html": record_page(as_listed(contents), read_words(language_for(contents.patient.language))),
        "record.json": record_text(as_told(contents, work.store)),
        **{name: contents.sheets[one.sheet] for name, one in contents.papers.items()},
        **{name: one.content for name, one in contents.files.items()},
    }
    data = archive(files, work.now)
    digest = sha256(data).hexdigest()
    write_whole({target: data})
    work.about(contents.patient.id, sha256=digest, bytes=len(data), files=len(files))
    return digest
