/** What tests of several rooms share: time that moves when told, and races. */
@NullMarked
package dev.parley.testing;

import org.jspecify.annotations.NullMarked;
