package dev.parley.agent;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import io.quarkiverse.langchain4j.QuarkusJsonCodecFactory.ObjectMapperHolder;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Models write JSON less carefully than clients must: what they add is passed over, what they leave out is false, {@code
 * "1"} is a number, and the case of a name does not matter.
 */
@Startup
@ApplicationScoped
class ModelJson {

    ModelJson() {
        // The library's mapper starts as a copy of the one that serves clients, and is used by nobody else.
        ObjectMapperHolder.MAPPER
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .configure(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS, true)
                .configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, true);
    }
}
