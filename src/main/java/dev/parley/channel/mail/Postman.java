package dev.parley.channel.mail;

import dev.parley.channel.Delivery;

/** Carries mails; the settings choose by which service. */
interface Postman {

    /** Tries once, and waits for what comes of it; what is thrown counts as a failure. */
    Delivery deliver(Letter letter);
}
