/** The program: how it starts, what it says of itself, and how it names a wrong setting. */
@NullMarked
package dev.parley;

import org.jspecify.annotations.NullMarked;
