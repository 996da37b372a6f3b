package dev.parley.conversation;

import dev.parley.channel.Channels;
import dev.parley.channel.Notice;
import dev.parley.identity.Account;
import dev.parley.identity.Accounts;
import jakarta.enterprise.context.ApplicationScoped;

/** Who is behind a notice: somebody whose address it still is, and who is not kept out. */
@ApplicationScoped
class Recipients {

    private final Channels channels;
    private final Accounts accounts;

    Recipients(Channels channels, Accounts accounts) {
        this.channels = channels;
        this.accounts = accounts;
    }

    /** What the account of a notice's reader signs in with. */
    String name(Notice notice) {
        return accounts.find(notice.userId()).map(Account::email).orElse("Somebody");
    }

    /** Whether a notice is still to be sent. */
    boolean want(Notice notice) {
        return channels.wants(notice) && admitted(notice.userId());
    }

    /** Whether what comes back to a notice still counts as theirs. */
    boolean read(Notice notice) {
        return channels.reaches(notice) && admitted(notice.userId());
    }

    /** People of an external issuer have no account here. */
    private boolean admitted(String userId) {
        return accounts.find(userId).filter(Account::disabled).isEmpty();
    }
}
