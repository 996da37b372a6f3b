/** Who calls: accounts and passwords, access and refresh tokens, tickets for sockets. */
@NullMarked
package dev.parley.identity;

import org.jspecify.annotations.NullMarked;
