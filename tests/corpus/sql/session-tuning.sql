-- Tuning for the nightly run; SET 'not' = 'this';
SET 'execution.runtime-mode' = 'batch';
SET 'taskmanager.memory.network.min' = '512mb';
set taskmanager.memory.network.max = 512mb;
/* RESET; */
CREATE TABLE clicks (
  id BIGINT,
  note STRING COMMENT 'a ; and SET x = y'
) WITH ('connector' = 'datagen');
RESET 'execution.runtime-mode';
SET 'pipeline.name' = 'it''s clicks';
