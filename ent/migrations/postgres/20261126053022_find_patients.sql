-- Create index "patient_birth_date" to table: "patients"
CREATE INDEX "patient_birth_date" ON "patients" ("birth_date");
-- Create "patient_names" table
CREATE TABLE "patient_names" ("id" character varying NOT NULL, "word" bytea NOT NULL, "patient_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "patient_names_patients_patient" FOREIGN KEY ("patient_id") REFERENCES "patients" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "patientname_patient_id" to table: "patient_names"
CREATE INDEX "patientname_patient_id" ON "patient_names" ("patient_id");
-- Create index "patientname_word_patient_id" to table: "patient_names"
CREATE UNIQUE INDEX "patientname_word_patient_id" ON "patient_names" ("word", "patient_id");
-- The words of names that are there already. The program splits a little finer; it writes them anew with the next change of a name.
INSERT INTO patient_names (id, patient_id, word)
SELECT gen_random_uuid()::text, patient_id, convert_to(word, 'UTF8') FROM (
  SELECT DISTINCT id AS patient_id, regexp_split_to_table(replace(replace(translate(name_search, '-.,', '   '), '''', ''), '’', ''), '\s+') AS word FROM patients
) AS words WHERE word <> '';
