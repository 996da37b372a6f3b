package dev.parley.conversation;

import java.time.LocalDate;

/** Keeps what the model took for each user on each day, in tokens. */
public interface SpendingStore {

    long spent(String userId, LocalDate day);

    void add(String userId, LocalDate day, long tokens);

    /** Forgets the days before this one; answers how many entries there were. */
    int forgetBefore(LocalDate day);
}
