package dev.parley.rest;

import dev.parley.identity.Caller;
import dev.parley.identity.Identities;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.enterprise.context.RequestScoped;

/** Who makes the present call. */
@RequestScoped
class Me {

    private final Identities identities;
    private final SecurityIdentity identity;

    Me(Identities identities, SecurityIdentity identity) {
        this.identities = identities;
        this.identity = identity;
    }

    String id() {
        return caller().userId();
    }

    Caller caller() {
        return identities.caller(identity);
    }
}
