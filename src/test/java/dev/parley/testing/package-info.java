/** What tests of several packages share: a clock to move, threads that start together, people who are signed in. */
package dev.parley.testing;
