/** How much one may ask for: token buckets by user, session, channel and address, charged all together or not at all. */
@NullMarked
package dev.parley.limit;

import org.jspecify.annotations.NullMarked;
