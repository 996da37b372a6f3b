/** What tests of several rooms share: time that moves when told. */
@NullMarked
package dev.parley.testing;

import org.jspecify.annotations.NullMarked;
