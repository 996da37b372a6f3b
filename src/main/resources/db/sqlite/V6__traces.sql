-- What brought a notice about, so that its delivery is seen as a part of it.
alter table notice add column trace text;
