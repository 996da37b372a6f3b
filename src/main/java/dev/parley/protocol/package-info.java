/** The frames of the socket and the shapes that REST shares with them, to the letter of the wire contract. */
@NullMarked
package dev.parley.protocol;

import org.jspecify.annotations.NullMarked;
