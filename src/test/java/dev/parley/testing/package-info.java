/** Helpers of the tests. */
@org.jspecify.annotations.NullMarked
package dev.parley.testing;
