-- Create index "patient_birth_date" to table: "patients"
CREATE INDEX `patient_birth_date` ON `patients` (`birth_date`);
-- Create "patient_names" table
CREATE TABLE `patient_names` (`id` text NOT NULL, `word` blob NOT NULL, `patient_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `patient_names_patients_patient` FOREIGN KEY (`patient_id`) REFERENCES `patients` (`id`) ON DELETE NO ACTION);
-- Create index "patientname_word_patient_id" to table: "patient_names"
CREATE UNIQUE INDEX `patientname_word_patient_id` ON `patient_names` (`word`, `patient_id`);
-- Create index "patientname_patient_id" to table: "patient_names"
CREATE INDEX `patientname_patient_id` ON `patient_names` (`patient_id`);
-- The words of names that are there already. The program splits a little finer; it writes them anew with the next change of a name.
INSERT INTO patient_names (id, patient_id, word)
WITH RECURSIVE split(patient_id, word, rest) AS (
  SELECT id, '', replace(replace(replace(replace(replace(name_search, '-', ' '), '.', ' '), ',', ' '), '''', ''), '’', '') || ' ' FROM patients
  UNION ALL
  SELECT patient_id, substr(rest, 1, instr(rest, ' ') - 1), substr(rest, instr(rest, ' ') + 1) FROM split WHERE rest <> ''
)
SELECT lower(hex(randomblob(16))), patient_id, CAST(word AS BLOB) FROM (SELECT DISTINCT patient_id, word FROM split WHERE word <> '');
