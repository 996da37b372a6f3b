package dev.parley.rest;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a POST that creates: an {@code Idempotency-Key} makes a retry safe. The method returns a response with an entity that
 * is written as JSON; what it throws or refuses is not remembered.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@interface Idempotent {

    /** Whether keys belong to the route alone, as nobody has signed in; otherwise to the user and the route. */
    @Nonbinding
    boolean anonymous() default false;
}
