package dev.parley.identity;

import java.time.Instant;
import java.util.Optional;

/** Keeps accounts; an address has at most one. */
public interface AccountStore {

    /** Stores a new account, unless its address has one. Answers whether it was stored. */
    boolean create(Account account);

    Optional<Account> byEmail(String email);

    Optional<Account> find(String userId);

    /** The account as it stays until the transaction ends: nobody disables or erases it meanwhile. */
    Optional<Account> held(String userId);

    /** Keeps a person out from that time on, if they are not kept out already. */
    void disable(String userId, Instant at);

    /** Lets a person in again. */
    void enable(String userId);
}
