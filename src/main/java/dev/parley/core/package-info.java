/** What every room needs and no room owns: time, ids, errors, pages, transactions. */
@NullMarked
package dev.parley.core;

import org.jspecify.annotations.NullMarked;
