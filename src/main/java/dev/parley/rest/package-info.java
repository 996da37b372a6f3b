/** The HTTP edge: resources, the one mapper of errors to problems, and what guards every path and body. */
@NullMarked
package dev.parley.rest;

import org.jspecify.annotations.NullMarked;
