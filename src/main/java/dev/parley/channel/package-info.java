/** Ways to reach people who are not looking: their addresses, the outbox, and who carries what is in it. */
@NullMarked
package dev.parley.channel;

import org.jspecify.annotations.NullMarked;
