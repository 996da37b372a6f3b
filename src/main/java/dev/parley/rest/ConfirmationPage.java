package dev.parley.rest;

import dev.parley.conversation.Letterbox;
import dev.parley.core.ParleyException;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** The page at which somebody says that an address is theirs. Looking at it changes nothing. */
@Path("/confirmations/{token}")
@PermitAll
@RunOnVirtualThread
@Produces(MediaType.TEXT_HTML)
class ConfirmationPage {

    private final Letterbox letterbox;

    ConfirmationPage(Letterbox letterbox) {
        this.letterbox = letterbox;
    }

    @GET
    @Operation(hidden = true)
    public RestResponse<TemplateInstance> show(String token) {
        return page(() -> Pages.Templates.confirm(letterbox.claim(token)));
    }

    @POST
    @Operation(hidden = true)
    public RestResponse<TemplateInstance> confirm(String token) {
        return page(() -> Pages.Templates.confirmed(letterbox.confirm(token)));
    }

    private static RestResponse<TemplateInstance> page(Supplier<TemplateInstance> shown) {
        try {
            return Pages.html(shown.get());
        } catch (ParleyException e) {
            return Pages.refusal(e);
        }
    }
}
