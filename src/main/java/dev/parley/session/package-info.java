/** Sessions, their messages, and the log of events that everyone who follows a session sees. */
@NullMarked
package dev.parley.session;

import org.jspecify.annotations.NullMarked;
