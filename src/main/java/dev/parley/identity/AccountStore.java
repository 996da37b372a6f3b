package dev.parley.identity;

import java.util.Optional;

/** Keeps accounts; an address has at most one. */
public interface AccountStore {

    /** Stores a new account, unless its address has one. Answers whether it was stored. */
    boolean create(Account account);

    Optional<Account> byEmail(String email);

    Optional<Account> find(String userId);
}
