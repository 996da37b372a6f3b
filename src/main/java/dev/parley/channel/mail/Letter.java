package dev.parley.channel.mail;

import java.util.Optional;

/**
 * A mail to go out.
 *
 * @param from as its header says it, with a name or without
 * @param subject on one line
 * @param messageId with its angle brackets
 * @param inReplyTo the name of the mail before it
 */
record Letter(
        String from,
        Optional<String> replyTo,
        String to,
        String subject,
        String text,
        String html,
        String messageId,
        Optional<String> inReplyTo) {}
