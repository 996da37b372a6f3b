/** What tests of several packages share: a clock to move, threads that start together, people who are signed in. */
@NullMarked
package dev.parley.testing;

import org.jspecify.annotations.NullMarked;
