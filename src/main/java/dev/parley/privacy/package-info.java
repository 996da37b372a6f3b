/** What is kept of people, and for how long: export, erasure, retention. */
@NullMarked
package dev.parley.privacy;

import org.jspecify.annotations.NullMarked;
