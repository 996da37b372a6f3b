/** The features' ports over JDBC: one set of statements for two engines, SQLite and PostgreSQL. */
@NullMarked
package dev.parley.store;

import org.jspecify.annotations.NullMarked;
