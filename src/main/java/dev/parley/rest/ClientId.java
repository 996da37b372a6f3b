package dev.parley.rest;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.ReportAsSingleViolation;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.CodePointLength;

/** An id that a client chose: 1 to 64 characters. Source: the wire contract. */
@CodePointLength(min = 1, max = 64)
@ReportAsSingleViolation
@Constraint(validatedBy = {})
@Target(ElementType.TYPE_USE)
@Retention(RetentionPolicy.RUNTIME)
@interface ClientId {

    String message() default "must have 1 to 64 characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
