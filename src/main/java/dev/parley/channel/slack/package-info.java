/** Cards in Slack, and what its calls say. */
@NullMarked
package dev.parley.channel.slack;

import org.jspecify.annotations.NullMarked;
