/** The story: every command enters here, is validated and limited, becomes one transaction, and is told to all who follow. */
@NullMarked
package dev.parley.conversation;

import org.jspecify.annotations.NullMarked;
