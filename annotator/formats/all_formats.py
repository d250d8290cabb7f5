"""Every format there is: what it is called, what it can hold and what it cannot.

Nothing but words, so that lists of formats wait for no reader or writer.
"""

from annotator.formats.detection import SUFFIXES
from annotator.formats.format import Format

JSONL = Format(
    "jsonl",
    "JSON, one record a line: the program’s own export rows, or anybody’s records of articles",
    SUFFIXES["jsonl"],
    reads=True,
    writes=True,
    holds="Everything the program knows.",
    cannot_hold="Nothing in its own rows; annotations in other records stay in “meta” as they are.",
)
JSON = Format(
    "json",
    "JSON: a list of records, an object with such a list, or one record",
    SUFFIXES["json"],
    reads=True,
    writes=False,
    holds="The same as JSONL.",
    cannot_hold="The same as JSONL.",
)
TEXT = Format(
    "text",
    "Plain text, one article a file",
    SUFFIXES["text"],
    reads=True,
    writes=False,
    holds="Articles.",
    cannot_hold="Annotations; source, author and web address, unless the text names them.",
)
HTML = Format(
    "html",
    "Web pages, one article a page",
    SUFFIXES["html"],
    reads=True,
    writes=False,
    holds="Articles.",
    cannot_hold="Annotations; the way from an offset back to the page.",
)
CSV = Format(
    "csv",
    "A table: coming in, an article in each row; going out, a row for everything that somebody says",
    SUFFIXES["csv"],
    reads=True,
    writes=True,
    holds=(
        "Coming in, articles, their fields and what else is in their rows, the first row naming the columns. "
        "Going out, annotations, entities, mentions, judgements and rejected proposals with all they say."
    ),
    cannot_hold=(
        "Coming in, annotations, and kinds of values: what is not known stays in “meta” as text. Going out, "
        "rulings and the articles’ texts."
    ),
)
TSV = Format(
    "tsv",
    "A table with an article in each row, divided by tabs",
    SUFFIXES["tsv"],
    reads=True,
    writes=False,
    holds="The same as CSV coming in.",
    cannot_hold="The same as CSV coming in.",
)
ZIP = Format(
    "zip",
    "An archive of files in any of these formats",
    SUFFIXES["zip"],
    reads=True,
    writes=False,
    holds="What the formats of its files hold.",
    cannot_hold="What the formats of its files cannot hold.",
)
BRAT = Format(
    "brat",
    "brat standoff: folders of texts (.txt), each with a file of annotations (.ann) beside it",
    (".ann", ".a1", ".a2"),
    reads=True,
    writes=True,
    holds=(
        "Mentions with gaps, entities, stances between what is in the text, events, attributes, notes; a "
        "folder for each annotator. Notes of the types Entity and Judgement hold what brat has no lines for."
    ),
    cannot_hold=(
        "Stances of which neither holder nor target is in the text, rejected proposals, rulings, whether "
        "work is done, the note on the article and its flag."
    ),
    is_folder=True,
)
CONLL = Format(
    "conll",
    "Columns as of the CoNLL shared tasks: a token a line with its tag (BIO, BIOES and their like)",
    (".conll", ".conllu", ".conllup", ".iob", ".iob2", ".bio", ".bio2", ".bioes", ".bmes", ".ner"),
    reads=True,
    writes=True,
    holds=(
        "Mentions that neither overlap nor cut tokens; in comments articles’ ids, annotators and spacing; "
        "coming in also nested mentions, a column for each annotator, OntoNotes’ brackets, AIDA’s links."
    ),
    cannot_hold=(
        "Going out, mentions that nest, overlap, have gaps or cut tokens; entities, stances, rejected "
        "proposals, notes; articles that nobody has annotated. Coming in, columns such as parts of speech."
    ),
    takes=("tagging",),
    has_own_tokens=True,
)
HF_TOKENS = Format(
    "hf-tokens",
    "Token classification for Hugging Face: a paragraph a row, each of its tokens with a tag",
    (".jsonl",),
    reads=False,
    writes=True,
    holds="Mentions that neither overlap nor cut tokens, as BIO or BIOES; where tokens stand in the article.",
    cannot_hold=(
        "Mentions that nest, overlap, have gaps or cut tokens; entities, stances, rejected proposals, work "
        "that is not done."
    ),
    takes=("tagging",),
    has_own_tokens=True,
)
GLINER = Format(
    "gliner",
    "GLiNER: a paragraph a row, with its tokens and the first and last token of each mention",
    (".jsonl",),
    reads=False,
    writes=True,
    holds="Mentions that do not cut tokens, also those that nest or overlap.",
    cannot_hold=(
        "Mentions that have gaps or cut tokens; articles’ ids, entities, stances, rejected proposals, work "
        "that is not done."
    ),
    has_own_tokens=True,
)
SPANS = Format(
    "spans",
    "Span classification: a row for each mention, and one for each rejected proposal, as a negative",
    (".jsonl",),
    reads=False,
    writes=True,
    holds="Mentions with their labels; rejected proposals with the label O.",
    cannot_hold=(
        "Mentions that have gaps; which label was rejected; paragraphs without either, entities, stances, "
        "work that is not done."
    ),
)
SOFT_LABELS = Format(
    "soft-labels",
    "Soft labels: for each mention and judgement everybody’s answers and their shares, one a line",
    (".jsonl",),
    reads=False,
    writes=True,
    holds="What several people answered, side by side, with their shares and ties.",
    cannot_hold="Work that is not done; models’ work; which mentions are one entity; intensities, notes.",
    is_of_people=True,
)
LEWIDI = Format(
    "lewidi",
    "LeWiDi: the same for judgements, in the JSON of the shared tasks on learning with disagreements",
    (".json",),
    reads=True,
    writes=True,
    holds="What several people answered about texts, and its soft label; coming in, also the hard label.",
    cannot_hold="Mentions, and what soft labels cannot hold.",
    is_of_people=True,
)
PRODIGY = Format(
    "prodigy",
    "Prodigy: tasks with tokens, spans, relations and how they were answered, one a line",
    (".jsonl", ".json"),
    reads=True,
    writes=True,
    holds=(
        "Mentions, relations of two mentions, categories and choices, rejected and ignored tasks, and "
        "reviewed ones as gold."
    ),
    cannot_hold=(
        "Gaps in mentions, which mentions are one entity, evidence and what else stands beside a label, "
        "holders and targets that are not in the text, gold that is no reviewed task, work that is not done."
    ),
)
DOCCANO = Format(
    "doccano",
    "doccano: spans, relations and labels of texts, one text a line; offsets count UTF-16 units",
    (".jsonl", ".json"),
    reads=True,
    writes=True,
    holds="Mentions, relations of two mentions, a label of the whole text, comments.",
    cannot_hold=(
        "Gaps in mentions, which mentions are one entity, evidence and what else stands beside a label, "
        "holders and targets that are not in the text, whether the work is done."
    ),
)
SPACY = Format(
    "spacy",
    "spaCy’s DocBin: what its pipelines are trained on",
    (".spacy",),
    reads=True,
    writes=True,
    holds="Mentions, nested ones in a span group; knowledge-base ids; categories of texts.",
    cannot_hold=(
        "Mentions that cut tokens, gaps in them, names of entities, stances, whether work is done; articles "
        "that nobody has annotated."
    ),
)
SPACY_JSONL = Format(
    "spacy-jsonl",
    "Texts with entities as lists of start, end and label, as they are written by hand for spaCy",
    (".jsonl", ".json"),
    reads=True,
    writes=False,
    holds="Mentions, knowledge-base ids, categories of texts.",
    cannot_hold="Everything else.",
)
SPACY_PAIRS = Format(
    "spacy-pairs",
    "spaCy’s examples as pairs of a text and its annotations, as scripts and NER Annotator write them",
    (".json", ".jsonl"),
    reads=True,
    writes=False,
    holds="Mentions, knowledge-base ids, categories of texts.",
    cannot_hold="Everything else.",
)
GATE_JSON = Format(
    "gate-json",
    "GATE: texts with entities by kind, and its documents (bdoc), as GATE Teamware writes them too, in JSON",
    (".json", ".jsonl", ".bdocjs"),
    reads=True,
    writes=False,
    holds="Mentions and their features; in documents also labels of the text, and an annotator for each set.",
    cannot_hold="Which mentions are one entity, stances; tokens, sentences and the file’s markup.",
)
LABEL_STUDIO = Format(
    "label-studio",
    "Label Studio: tasks with what people and models say about them, as JSON; JSON_MIN can be read",
    (".json", ".jsonl"),
    reads=True,
    writes=True,
    holds=(
        "Mentions, entities, answers of every kind with what stands beside their labels, several annotators, "
        "predictions of models, skipped work and drafts; what it does not show is in the “meta” of rows."
    ),
    cannot_hold=(
        "Rejected proposals, rulings, notes on the article and flags, what became of proposals; coming in, "
        "free text, numbers and ranks stay with the annotation as they are."
    ),
)

NEWSMTSC = Format(
    "newsmtsc",
    "NewsMTSC: how the author of a sentence speaks of each target in it, a sentence a line",
    (".jsonl", ".json"),
    reads=True,
    writes=True,
    holds="The author’s sentiment toward mentions, with further mentions of each; several people in rows.",
    cannot_hold=(
        "Other holders and tasks, labels beside negative, neutral and positive, entity labels, sentences "
        "without a target, gaps in mentions, evidence and what else stands beside a label."
    ),
)
SEESAW = Format(
    "seesaw",
    "SEESAW: folders of articles in sentences and of who speaks well or ill of whom in which sentence",
    (".json",),
    reads=True,
    writes=True,
    holds=(
        "Sentences, each annotator’s list of entities, stances by sentence with the author and somebody not "
        "listed as holders, salience, sentiment and ideology of entities, ideology of the article."
    ),
    cannot_hold=(
        "Mentions, evidence and what else stands beside a label, other tasks, stances in no sentence, "
        "that somebody looked and found nothing."
    ),
    is_folder=True,
)
DIRECTED_SENTIMENT = Format(
    "directed-sentiment",
    "Directed sentiment in political news: sentences with two bracketed entities, divided by tabs",
    (".txt", ".tsv"),
    reads=True,
    writes=False,
    holds="The two mentions, and the sentiment of one toward the other.",
    cannot_hold="Entity labels, who annotated.",
)
SEMEVAL_2016 = Format(
    "semeval2016",
    "SemEval-2016 task 6: stances of tweets toward topics, final or of each worker; tabs or CSV",
    (".txt", ".tsv", ".csv"),
    reads=True,
    writes=False,
    holds="The author’s stance toward a topic, whom the opinion is about, the sentiment of the tweet.",
    cannot_hold="Mentions.",
)
SEMEVAL_2022 = Format(
    "semeval2022",
    "SemEval-2022 task 10, NoReC and OpeNER: opinions with source, target and expression, in JSON",
    (".json", ".jsonl"),
    reads=True,
    writes=False,
    holds="Sources, targets and expressions, also in pieces, with polarity and intensity.",
    cannot_hold="Who annotated, entity labels.",
)
STANCE_PAIRS = Format(
    "stance-pairs",
    "Stances for training classifiers: text, holder, target and label, a stance a line",
    (".jsonl",),
    reads=False,
    writes=True,
    holds=(
        "Stances with their sentences, three more on each side or the whole article; where holder, target "
        "and evidence stand in it; intensity and value; several annotators."
    ),
    cannot_hold=(
        "Answers that are no stances, mentions that no stance is about, notes, work that is not done."
    ),
    takes=("context",),
)
POTATO = Format(
    "potato",
    "Potato: its JSON and tables, users’ user_state.json and adjudicated items, with the data file beside",
    (".jsonl", ".json", ".csv", ".tsv"),
    reads=True,
    writes=False,
    holds="Mentions, also in pieces, links of two mentions, labels of the item, several annotators, gold.",
    cannot_hold="Texts, which are found in the data file by their ids; coming in, free text stays in “meta”.",
)

WEBANNO_TSV = Format(
    "webanno-tsv",
    "WebAnno TSV 3, of WebAnno and INCEpTION: a folder for each article, in it a file for each annotator",
    (".tsv",),
    reads=True,
    writes=True,
    holds=(
        "Mentions of any layer, chains as entities, relations and features as answers, with what layers of "
        "the program’s own hold beside them; several annotators, each in a file."
    ),
    cannot_hold=(
        "Mentions that begin or end in white space, gaps in mentions, rulings, what became of proposals; "
        "coming in, what stands between sentences, parts of speech and the like."
    ),
    is_folder=True,
    has_own_tokens=True,
)
UIMA_XMI = Format(
    "uima-xmi",
    "UIMA CAS XMI with its type system: a folder for each article, in it a file for each annotator",
    (".xmi",),
    reads=True,
    writes=True,
    holds=(
        "Mentions of any layer, chains as entities, relations and features as answers, titles and "
        "paragraphs, with what layers of the program’s own hold beside them; several annotators."
    ),
    cannot_hold=(
        "Gaps in mentions, rulings, what became of proposals; coming in, parts of speech and the like."
    ),
    is_folder=True,
    has_own_tokens=True,
)
UIMA_JSON = Format(
    "uima-json",
    "UIMA CAS JSON 0.4.0: a folder for each article, in it a file for each annotator",
    (".json",),
    reads=True,
    writes=True,
    holds="The same as XMI.",
    cannot_hold="The same as XMI.",
    is_folder=True,
    has_own_tokens=True,
)
INCEPTION = Format(
    "inception",
    "Projects exported from INCEpTION or WebAnno: all annotators of all documents, and what was curated",
    (".zip", ".json"),
    reads=True,
    writes=False,
    holds="What its files of WebAnno TSV, XMI and JSON hold, and how far each annotator is.",
    cannot_hold="Files of other formats, and INCEpTION’s own binary one; choose one of those on exporting.",
)

FORMATS = (
    JSONL,
    JSON,
    TEXT,
    HTML,
    CSV,
    TSV,
    ZIP,
    PRODIGY,
    DOCCANO,
    LABEL_STUDIO,
    POTATO,
    SPACY,
    SPACY_JSONL,
    SPACY_PAIRS,
    GATE_JSON,
    BRAT,
    CONLL,
    WEBANNO_TSV,
    UIMA_XMI,
    UIMA_JSON,
    INCEPTION,
    HF_TOKENS,
    GLINER,
    SPANS,
    NEWSMTSC,
    SEESAW,
    DIRECTED_SENTIMENT,
    SEMEVAL_2016,
    SEMEVAL_2022,
    STANCE_PAIRS,
    SOFT_LABELS,
    LEWIDI,
)
"""In the order in which they are listed."""
