BEGIN TRANSACTION;
CREATE TABLE annotation (
                article_id TEXT NOT NULL REFERENCES article (id),
                annotator TEXT NOT NULL REFERENCES annotator (name),
                revision INTEGER NOT NULL, snapshot_revision INTEGER,
                scheme_name TEXT NOT NULL, scheme_version TEXT NOT NULL,
                status TEXT NOT NULL, flagged INTEGER NOT NULL,
                mentions INTEGER NOT NULL, judgements INTEGER NOT NULL,
                created TEXT NOT NULL, updated TEXT NOT NULL,
                active_seconds DOUBLE PRECISION NOT NULL, program_version TEXT NOT NULL,
                PRIMARY KEY (article_id, annotator)
            );
INSERT INTO "annotation" VALUES('a2','en_core_web_sm 3.8.0',0,0,'test','1','not_started',0,1,0,'2024-05-17T09:30:00.000+00:00','2024-05-17T09:30:00.000+00:00',0.0,'0.1.0');
INSERT INTO "annotation" VALUES('a1','Anna',3,2,'test','1','done',1,1,0,'2024-05-17T09:30:00.000+00:00','2024-05-17T09:30:00.000+00:00',0.0,'0.1.0');
INSERT INTO "annotation" VALUES('a2','Anna',0,NULL,'test','1','not_started',0,0,0,'2024-05-17T09:30:00.000+00:00','2024-05-17T09:30:00.000+00:00',4.5,'0.1.0');
CREATE TABLE annotator (name TEXT PRIMARY KEY, kind TEXT NOT NULL);
INSERT INTO "annotator" VALUES('en_core_web_sm 3.8.0','model');
INSERT INTO "annotator" VALUES('Anna','human');
CREATE TABLE article (
                number INTEGER PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                text_sha256 TEXT NOT NULL UNIQUE,
                title TEXT, opening TEXT NOT NULL, language TEXT, direction TEXT, source TEXT, url TEXT,
                author TEXT, published TEXT, dateline TEXT, words INTEGER NOT NULL
            );
INSERT INTO "article" VALUES(1,'a1','6c46397cef20f722cdcbeabed3c8709694d89e33e3f8d4523ceb23420d15fc47','The dam','Mira Toll spoke in Varon on Monday. Toll’s party rejects the dam. “We will not…',NULL,NULL,'Varon Wire',NULL,NULL,NULL,NULL,27);
INSERT INTO "article" VALUES(2,'a2','cc3486ebfccda28ae3d00fd7321f92835b16e7e09556a0e61e39c30681dbfaa8',NULL,'Toll waits. The dam waits.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,5);
INSERT INTO "article" VALUES(3,'a3','3316c9df92b9d439945e559009f89d2f9ba2090498e6c7ba66403b26e250c891',NULL,'سد فارون ينتظر.',NULL,NULL,NULL,NULL,NULL,NULL,NULL,3);
CREATE TABLE article_body (
                number INTEGER PRIMARY KEY REFERENCES article (number),
                text TEXT NOT NULL, meta TEXT NOT NULL, segments TEXT NOT NULL, origin TEXT
            );
INSERT INTO "article_body" VALUES(1,'Mira Toll spoke in Varon on Monday. Toll’s party rejects the dam.

“We will not pay,” said Toll 🌊. The Varon council wants the dam. Varon waits.','{}','[]',NULL);
INSERT INTO "article_body" VALUES(2,'Toll waits. The dam waits.','{}','[]',NULL);
INSERT INTO "article_body" VALUES(3,'سد فارون ينتظر.','{}','[]',NULL);
CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL);
INSERT INTO "migration" VALUES(1,'first tables','2024-05-17T09:30:00.000+00:00');
INSERT INTO "migration" VALUES(2,'rules of reviewing','2024-05-18T09:30:00.000+00:00');
CREATE TABLE review_rules (number INTEGER PRIMARY KEY, content TEXT NOT NULL, at TEXT NOT NULL);
INSERT INTO "review_rules" VALUES(1,'{"threshold":0.75,"shows_others":true,"shows_outcome":false}','2024-05-18T09:30:00.000+00:00');
CREATE TABLE scheme (
                number INTEGER PRIMARY KEY, name TEXT NOT NULL, version TEXT NOT NULL,
                content TEXT NOT NULL, at TEXT NOT NULL
            );
INSERT INTO "scheme" VALUES(1,'test','1','{"name":"test","version":"1","title":"","description":"","entity_labels":[{"name":"PERSON","title":"","colour":null,"key":"1","description":""},{"name":"ORG","title":"","colour":null,"key":"2","description":""},{"name":"GPE","title":"","colour":null,"key":"3","description":""}],"tasks":[{"name":"stance","title":"","about":"pair","scale":"nominal","labels":[{"name":"favor","title":"","verb":"","colour":null,"key":null,"value":null,"description":""},{"name":"against","title":"","verb":"","colour":null,"key":null,"value":null,"description":""},{"name":"neutral","title":"","verb":"","colour":null,"key":null,"value":null,"description":""}],"multiple":false,"required":false,"key":null,"holders":["entity","author","unlisted","general","none"],"targets":["entity","topic"],"entity_labels":[],"evidence":"optional","anchored":false,"description":""},{"name":"salience","title":"","about":"entity","scale":"nominal","labels":[{"name":"main","title":"","verb":"","colour":null,"key":null,"value":null,"description":""},{"name":"other","title":"","verb":"","colour":null,"key":null,"value":null,"description":""}],"multiple":false,"required":false,"key":null,"holders":["entity","author","unlisted","general","none"],"targets":["entity","topic"],"entity_labels":[],"evidence":"optional","anchored":false,"description":""}],"topics":[{"id":"dam","name":"the dam","kind":"topic","description":""}],"guidelines":"","guidelines_version":"1"}','2024-05-17T09:30:00.000+00:00');
INSERT INTO "scheme" VALUES(2,'test','2','{"name":"test","version":"2","title":"","description":"","entity_labels":[{"name":"PERSON","title":"","colour":null,"key":"1","description":""},{"name":"ORG","title":"","colour":null,"key":"2","description":""},{"name":"GPE","title":"","colour":null,"key":"3","description":""},{"name":"EVENT","title":"","colour":null,"key":null,"description":""}],"tasks":[{"name":"stance","title":"","about":"pair","scale":"nominal","labels":[{"name":"favor","title":"","verb":"","colour":null,"key":null,"value":null,"description":""},{"name":"against","title":"","verb":"","colour":null,"key":null,"value":null,"description":""},{"name":"neutral","title":"","verb":"","colour":null,"key":null,"value":null,"description":""}],"multiple":false,"required":false,"key":null,"holders":["entity","author","unlisted","general","none"],"targets":["entity","topic"],"entity_labels":[],"evidence":"optional","anchored":false,"description":""},{"name":"salience","title":"","about":"entity","scale":"nominal","labels":[{"name":"main","title":"","verb":"","colour":null,"key":null,"value":null,"description":""},{"name":"other","title":"","verb":"","colour":null,"key":null,"value":null,"description":""}],"multiple":false,"required":false,"key":null,"holders":["entity","author","unlisted","general","none"],"targets":["entity","topic"],"entity_labels":[],"evidence":"optional","anchored":false,"description":""}],"topics":[{"id":"dam","name":"the dam","kind":"topic","description":""}],"guidelines":"","guidelines_version":"1"}','2024-05-17T09:30:00.000+00:00');
CREATE TABLE snapshot (
                article_id TEXT NOT NULL, annotator TEXT NOT NULL, revision INTEGER NOT NULL,
                annotation TEXT NOT NULL,
                PRIMARY KEY (article_id, annotator, revision),
                FOREIGN KEY (article_id, annotator) REFERENCES annotation (article_id, annotator)
            );
INSERT INTO "snapshot" VALUES('a2','en_core_web_sm 3.8.0',0,'{"article_id":"a2","annotator":{"name":"en_core_web_sm 3.8.0","kind":"model"},"scheme":{"name":"test","version":"1"},"progress":{"status":"not_started","flagged":false,"note":null,"pipeline":null,"guidelines_version":null},"mentions":{"m1":{"id":"m1","start":0,"end":4,"label":"PERSON","entity":"e1","origin":"human","decision":"added","fragments":[]}},"entities":{"e1":{"id":"e1","name":"e1","label":"PERSON","canonical":null,"kb_id":null,"attributes":{}}},"judgements":{},"rejected":{}}');
INSERT INTO "snapshot" VALUES('a1','Anna',2,'{"article_id":"a1","annotator":{"name":"Anna","kind":"human"},"scheme":{"name":"test","version":"1"},"progress":{"status":"done","flagged":false,"note":null,"pipeline":null,"guidelines_version":null},"mentions":{"m1":{"id":"m1","start":0,"end":9,"label":"PERSON","entity":"e1","origin":"human","decision":"added","fragments":[]}},"entities":{"e1":{"id":"e1","name":"Mira Toll","label":"PERSON","canonical":null,"kb_id":null,"attributes":{}}},"judgements":{},"rejected":{}}');
CREATE TABLE step (
                article_id TEXT NOT NULL, annotator TEXT NOT NULL, revision INTEGER NOT NULL,
                at TEXT NOT NULL, taken_by TEXT NOT NULL, how TEXT NOT NULL, step TEXT NOT NULL,
                PRIMARY KEY (article_id, annotator, revision),
                FOREIGN KEY (article_id, annotator) REFERENCES annotation (article_id, annotator)
            );
INSERT INTO "step" VALUES('a1','Anna',1,'2024-05-17T09:30:00.000+00:00','Anna','do','{"name":"mark mention","changes":[{"kind":"entity","before":null,"after":{"id":"e1","name":"Mira Toll","label":"PERSON","canonical":null,"kb_id":null,"attributes":{}}},{"kind":"mention","before":null,"after":{"id":"m1","start":0,"end":9,"label":"PERSON","entity":"e1","origin":"human","decision":"added","fragments":[]}},{"kind":"progress","before":{"status":"not_started","flagged":false,"note":null,"pipeline":null,"guidelines_version":null},"after":{"status":"in_progress","flagged":false,"note":null,"pipeline":null,"guidelines_version":null}}]}');
INSERT INTO "step" VALUES('a1','Anna',2,'2024-05-17T09:30:00.000+00:00','Anna','do','{"name":"mark done","changes":[{"kind":"progress","before":{"status":"in_progress","flagged":false,"note":null,"pipeline":null,"guidelines_version":null},"after":{"status":"done","flagged":false,"note":null,"pipeline":null,"guidelines_version":null}}]}');
INSERT INTO "step" VALUES('a1','Anna',3,'2024-05-17T09:30:00.000+00:00','Anna','do','{"name":"flag article","changes":[{"kind":"progress","before":{"status":"done","flagged":false,"note":null,"pipeline":null,"guidelines_version":null},"after":{"status":"done","flagged":true,"note":null,"pipeline":null,"guidelines_version":null}}]}');
CREATE INDEX annotation_by_annotator ON annotation (annotator, article_id);
COMMIT;
