-- How a running turn is to end, when another replica wants it to.
alter table turn add column stop text;
