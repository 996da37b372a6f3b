/** The agent: what it is given for a turn, what it answers, and the models behind it (OpenAI-compatible, or the demo). */
@NullMarked
package dev.parley.agent;

import org.jspecify.annotations.NullMarked;
