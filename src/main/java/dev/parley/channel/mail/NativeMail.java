package dev.parley.channel.mail;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** What Jakarta Mail loads by name, so that a native image has it; its protocols and handlers register themselves. */
@RegisterForReflection(
        classNames = {
            "org.eclipse.angus.activation.MailcapRegistryProviderImpl",
            "org.eclipse.angus.activation.MimeTypeRegistryProviderImpl",
            "org.eclipse.angus.mail.imap.IMAPProvider",
            "org.eclipse.angus.mail.imap.IMAPSSLProvider",
            "org.eclipse.angus.mail.pop3.POP3Provider",
            "org.eclipse.angus.mail.pop3.POP3SSLProvider",
            "org.eclipse.angus.mail.smtp.SMTPProvider",
            "org.eclipse.angus.mail.smtp.SMTPSSLProvider",
            "org.eclipse.angus.mail.util.MailStreamProvider"
        })
final class NativeMail {

    private NativeMail() {}
}
