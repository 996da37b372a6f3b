/** What tests of several rooms share. */
@NullMarked
package dev.parley.testing;

import org.jspecify.annotations.NullMarked;
