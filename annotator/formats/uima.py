"""UIMA CAS XMI and JSON, as INCEpTION and other UIMA tools write them: reading and writing the files."""

import re
from collections.abc import Iterable, Iterator

from annotator.domain.bad_input import BadInput
from annotator.domain.loss import Loss
from annotator.formats.all_formats import UIMA_JSON, UIMA_XMI
from annotator.formats.cas import cas_in_json, cas_in_xmi
from annotator.formats.cas_layers import layers_in
from annotator.formats.cas_types import type_system_of
from annotator.formats.cas_writing import as_json, as_xmi, structures_of
from annotator.formats.encoding import decode, peek
from annotator.formats.found_annotations import FoundArticle
from annotator.formats.json_values import Unreadable
from annotator.formats.layer_articles import layered_article
from annotator.formats.layer_files import layer_files
from annotator.formats.layer_types import TypeCollection
from annotator.formats.layers import Layered
from annotator.formats.read_options import ReadOptions
from annotator.formats.reader import FileReader
from annotator.formats.sources import Source
from annotator.formats.type_system_files import TYPE_SYSTEM, claims_type_system, types_for
from annotator.formats.writer import Folder, FolderWriter, WriteOptions
from annotator.formats.written import Said, Written

_JSON_START = re.compile(r'\{\s*"%(?:TYPES|FEATURE_STRUCTURES|VIEWS|HEADER|FLAGS)"')
_XMI_ROOT = re.compile(r"<(?:\w+:)?XMI\b")


def is_xmi(source: Source) -> bool:
    """Whether its outermost element is XMI's."""
    beginning = peek(source.head()).lstrip()
    is_xml = beginning.startswith("<") and "http://www.omg.org/XMI" in beginning
    return is_xml and _XMI_ROOT.search(beginning) is not None


def is_cas_json(source: Source) -> bool:
    """Whether it begins with one of the keys that a CAS has in JSON."""
    return _JSON_START.match(peek(source.head()).lstrip()) is not None


def read_xmi(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article, or why it cannot be read; raises NotText for what is no text."""
    try:
        yield layered_article(source, xmi_layers(source), options)
    except Unreadable as wrong:
        yield BadInput(file=source.file, where="", reason=wrong.reason)


def read_cas_json(source: Source, options: ReadOptions) -> Iterator[FoundArticle | BadInput]:
    """The article, or why it cannot be read; raises NotText for what is no text."""
    try:
        yield layered_article(source, json_layers(source), options)
    except Unreadable as wrong:
        yield BadInput(file=source.file, where="", reason=wrong.reason)


def xmi_layers(source: Source) -> Layered:
    """The layers of an XMI file, by the type system beside it if there is one; raises Unreadable."""
    return layers_in(cas_in_xmi(source.whole(), types_for(source)))


def json_layers(source: Source) -> Layered:
    """The layers of a JSON file; raises Unreadable."""
    return layers_in(cas_in_json(decode(source.whole(), "utf-8").encode()))


def write_xmi(folder: Folder, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """A folder for each article, in it a file for each annotator, and above all the type system."""
    types = TypeCollection()
    for file in layer_files(said, options.scheme):
        losses: list[Loss] = [*file.losses]
        folder.put(f"{file.name}.xmi", as_xmi(file, structures_of(file), losses))
        types.of(file.layered)
        yield Written(losses=tuple(losses))
    folder.put(TYPE_SYSTEM, type_system_of(types.all))


def write_cas_json(folder: Folder, said: Iterable[Said], options: WriteOptions) -> Iterator[Written]:
    """A folder for each article, in it a file for each annotator, which declares its types itself."""
    types = TypeCollection()
    for file in layer_files(said, options.scheme):
        content = as_json(file, structures_of(file), types.of(file.layered))
        folder.put(f"{file.name}.json", content)
        yield Written(losses=tuple(file.losses))


XMI_READER = FileReader(UIMA_XMI, is_xmi, read_xmi, claims_type_system)
CAS_JSON_READER = FileReader(UIMA_JSON, is_cas_json, read_cas_json)
XMI_WRITER = FolderWriter(UIMA_XMI, write_xmi)
CAS_JSON_WRITER = FolderWriter(UIMA_JSON, write_cas_json)
