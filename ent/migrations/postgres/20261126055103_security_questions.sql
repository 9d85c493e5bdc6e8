-- Create "account_answers" table
CREATE TABLE "account_answers" ("id" character varying NOT NULL, "question_key" character varying NOT NULL DEFAULT '', "answer_hash" character varying NOT NULL, "created_at" bigint NOT NULL, "account_id" character varying NOT NULL, PRIMARY KEY ("id"), CONSTRAINT "account_answers_accounts_account" FOREIGN KEY ("account_id") REFERENCES "accounts" ("id") ON UPDATE NO ACTION ON DELETE NO ACTION);
-- Create index "accountanswer_account_id_question_key" to table: "account_answers"
CREATE UNIQUE INDEX "accountanswer_account_id_question_key" ON "account_answers" ("account_id", "question_key");
