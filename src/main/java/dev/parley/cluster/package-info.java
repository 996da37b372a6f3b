/** What only several replicas need: how they hear of each other. It holds nothing that may not get lost. */
@NullMarked
package dev.parley.cluster;

import org.jspecify.annotations.NullMarked;
