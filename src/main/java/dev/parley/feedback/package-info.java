/** Questions to people, and the one answer that counts. */
@NullMarked
package dev.parley.feedback;

import org.jspecify.annotations.NullMarked;
