/** The socket: who may open one, what goes in and out, and when it is closed. */
@NullMarked
package dev.parley.ws;

import org.jspecify.annotations.NullMarked;
