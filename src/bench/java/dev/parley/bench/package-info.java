/** The benchmarks' entry, and the load run: a model, a bare relay and Parley as processes on the loopback, and a client. */
@NullMarked
package dev.parley.bench;

import org.jspecify.annotations.NullMarked;
