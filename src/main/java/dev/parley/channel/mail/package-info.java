/** Mails: out by SMTP or Gmail, and back by IMAP or Gmail. */
@NullMarked
package dev.parley.channel.mail;

import org.jspecify.annotations.NullMarked;
