-- Create "account_answers" table
CREATE TABLE `account_answers` (`id` text NOT NULL, `question_key` text NOT NULL DEFAULT (''), `answer_hash` text NOT NULL, `created_at` integer NOT NULL, `account_id` text NOT NULL, PRIMARY KEY (`id`), CONSTRAINT `account_answers_accounts_account` FOREIGN KEY (`account_id`) REFERENCES `accounts` (`id`) ON DELETE NO ACTION);
-- Create index "accountanswer_account_id_question_key" to table: "account_answers"
CREATE UNIQUE INDEX `accountanswer_account_id_question_key` ON `account_answers` (`account_id`, `question_key`);
