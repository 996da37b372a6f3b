package dev.parley.core;

import jakarta.interceptor.Interceptor;

/** When what happens at the start and at the end; lower numbers come first. */
public final class Order {

    /** Settings are judged before anything runs that a refusal would have to stop. */
    public static final int SETTINGS = Interceptor.Priority.PLATFORM_BEFORE - 1;

    /** Jobs end before what they need does. */
    public static final int JOBS_END = Interceptor.Priority.PLATFORM_BEFORE;

    /** The store closes after those who write to it. */
    public static final int STORE_CLOSES = Interceptor.Priority.PLATFORM_AFTER;

    private Order() {}
}
