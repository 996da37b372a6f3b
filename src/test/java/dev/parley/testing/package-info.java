/** What tests share: time that moves when told to, and threads that start together. */
@NullMarked
package dev.parley.testing;

import org.jspecify.annotations.NullMarked;
