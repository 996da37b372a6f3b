package dev.parley.rest;

import dev.parley.core.ErrorCode;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** What the OpenAPI document says of all operations and of all bodies alike. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class OpenApiRules implements OASFilter {

    private static final String NAME = "Problem";

    /** As the settings name the schema of any JSON. */
    private static final String JSON = "#/components/schemas/Json";

    /**
     * Shows how an operation refuses: the codes that its description names in backticks, and those that follow from what it
     * takes, under their statuses.
     */
    @Override
    public Operation filterOperation(Operation operation) {
        var responses = operation.getResponses();
        // The framework's guesses have no body, and the second is made for whoever signs in.
        responses.removeAPIResponse("401");
        responses.removeAPIResponse("403");
        Arrays.stream(ErrorCode.values())
                .filter(code -> implied(code, operation) || named(code, operation))
                .collect(Collectors.groupingBy(
                        ErrorCode::status, Collectors.mapping(ErrorCode::wire, Collectors.joining(", "))))
                .forEach((status, codes) -> responses.addAPIResponse(Integer.toString(status), refusal(codes)));
        responses.addAPIResponse(
                "default",
                refusal("Any other refusal (RFC 9457), whose code says which: rate_limited, payload_too_large, "
                        + "unsupported_media_type, not_acceptable, store_unavailable, internal"));
        return operation;
    }

    private static boolean named(ErrorCode code, Operation operation) {
        return operation.getDescription() != null && operation.getDescription().contains("`" + code.wire() + "`");
    }

    private static boolean implied(ErrorCode code, Operation operation) {
        return switch (code) {
            case UNAUTHENTICATED -> operation.getSecurity() != null;
            case INVALID_MESSAGE ->
                operation.getRequestBody() != null
                        || operation.getParameters() != null
                                && operation.getParameters().stream()
                                        .anyMatch(parameter -> parameter.getIn() == Parameter.In.QUERY);
            default -> false;
        };
    }

    @Override
    public Parameter filterParameter(Parameter parameter) {
        if (IdempotentCalls.HEADER.equals(parameter.getName())) {
            parameter
                    .description("Makes a retry safe: the same request with the same key is answered as the first was")
                    .schema(of(Schema.SchemaType.STRING).minLength(1).maxLength(IdempotentCalls.LONGEST));
        }
        return parameter;
    }

    @Override
    public Schema filterSchema(Schema schema) {
        // JSON in an Optional is taken for a list, as it can be iterated over.
        if (nullable(schema)
                && schema.getItems() != null
                && JSON.equals(schema.getItems().getRef())) {
            schema.items(null).type(List.of(Schema.SchemaType.OBJECT, Schema.SchemaType.NULL));
        }
        // What may be left out is an Optional, and shown as what may be null; all else must be there.
        if (schema.getProperties() != null) {
            schema.setRequired(schema.getProperties().entrySet().stream()
                    .filter(property -> !nullable(property.getValue()))
                    .map(Map.Entry::getKey)
                    .toList());
        }
        return schema;
    }

    private static boolean nullable(Schema schema) {
        return schema.getType() != null && schema.getType().contains(Schema.SchemaType.NULL)
                || schema.getAnyOf() != null && schema.getAnyOf().stream().anyMatch(OpenApiRules::nullable);
    }

    private static APIResponse refusal(String description) {
        var problem =
                OASFactory.createMediaType().schema(OASFactory.createSchema().ref(NAME));
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, problem));
    }

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getComponents() == null) {
            document.setComponents(OASFactory.createComponents());
        }
        document.getComponents().addSchema(NAME, problem());
    }

    private static Schema problem() {
        var error = object().addProperty("field", of(Schema.SchemaType.STRING))
                .addProperty("message", of(Schema.SchemaType.STRING));
        return object().addProperty("type", of(Schema.SchemaType.STRING))
                .addProperty("title", of(Schema.SchemaType.STRING))
                .addProperty("status", of(Schema.SchemaType.INTEGER))
                .addProperty("detail", of(Schema.SchemaType.STRING))
                .addProperty("code", of(Schema.SchemaType.STRING))
                .addProperty("errors", of(Schema.SchemaType.ARRAY).items(error))
                .addProperty("level", of(Schema.SchemaType.STRING))
                .addProperty("retry_after_ms", of(Schema.SchemaType.INTEGER))
                .required(List.of("type", "title", "status", "detail", "code"));
    }

    private static Schema object() {
        return of(Schema.SchemaType.OBJECT);
    }

    private static Schema of(Schema.SchemaType type) {
        return OASFactory.createSchema().addType(type);
    }
}
