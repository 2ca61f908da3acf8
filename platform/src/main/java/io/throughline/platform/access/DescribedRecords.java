package io.throughline.platform.access;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.customizers.GlobalOpenApiCustomizer;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Lets the API's description say what the records say already: a component without `@Nullable` is never null, an
/// answer has all of its fields, and a kind of a sealed type is known by its name.
///
/// Of what is only sent to us, fields that may be null may be left out.
@Component
class DescribedRecords implements GlobalOpenApiCustomizer {
    private static final String SCHEMAS = "#/components/schemas/";

    @Override
    public void customise(OpenAPI api) {
        if (api.getComponents() == null || api.getComponents().getSchemas() == null) {
            return;
        }
        var schemas = api.getComponents().getSchemas();
        schemas.computeIfPresent(JsonNode.class.getName(), (_, _) -> new JsonSchema().description("Any JSON."));
        var answers = answers(api, schemas);
        schemas.forEach((name, schema) -> type(name).ifPresent(type -> {
            if (type.isRecord()) {
                flatten(schema);
                describe(schema, type, answers.contains(name));
            }
            kinds(schema, type);
        }));
    }

    private static void describe(Schema<?> schema, Class<?> type, boolean isAnswer) {
        Map<String, Schema> properties = schema.getProperties();
        if (properties == null) {
            schema.setTypes(Set.of("object")); // a record without components
            return;
        }
        var required = new ArrayList<String>();
        for (var component : type.getRecordComponents()) {
            var property = properties.get(component.getName());
            if (property == null) {
                continue; // written otherwise, or not at all
            }
            boolean mayBeNull = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            if (mayBeNull) {
                properties.put(component.getName(), orNull(property));
            }
            if (isAnswer || !mayBeNull) {
                required.add(component.getName());
            }
            anything(component, property);
        }
        var kind = kindOf(type);
        if (kind != null) {
            properties.put(kind.property(), new JsonSchema().typesItem("string")._const(kind.name()));
            required.add(kind.property());
        }
        schema.setRequired(required);
    }

    /// A kind of a sealed type has fields of its own only: what it is one of names it, and not the other way round too.
    private static void flatten(Schema<?> schema) {
        if (schema.getAllOf() == null) {
            return;
        }
        schema.getAllOf().stream()
                .filter(part -> part.get$ref() == null)
                .findFirst()
                .ifPresent(own -> {
                    schema.setAllOf(null);
                    schema.setTypes(Set.of("object"));
                    schema.setProperties(own.getProperties());
                });
    }

    /// An `Object` is any JSON, not only an object.
    private static void anything(RecordComponent component, Schema<?> property) {
        if (component.getType() == Object.class && property.getOneOf() == null) {
            property.setTypes(null);
            property.setType(null);
        }
        if (component.getGenericType().getTypeName().endsWith(", java.lang.Object>")) {
            property.setAdditionalProperties(new JsonSchema());
        }
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null || schema.getOneOf() != null) {
            return new JsonSchema().oneOf(List.of(schema, new JsonSchema().typesItem("null")));
        }
        if (schema.getTypes() != null) {
            var types = new LinkedHashSet<>(schema.getTypes());
            types.add("null");
            schema.setTypes(types);
            if (schema.getEnum() != null && !schema.getEnum().contains(null)) {
                ((Schema<Object>) schema).addEnumItemObject(null);
            }
        }
        return schema;
    }

    /// A sealed type is one of its kinds, told apart by a property.
    private static void kinds(Schema<?> schema, Class<?> type) {
        var info = type.getDeclaredAnnotation(JsonTypeInfo.class);
        if (info == null || schema.getOneOf() == null) {
            return;
        }
        schema.setTypes(null);
        schema.setType(null);
        schema.setProperties(null);
        schema.setRequired(null);
        schema.setDiscriminator(null); // the constant of each kind says it already
    }

    private record Kind(String property, String name) {}

    private static @Nullable Kind kindOf(Class<?> type) {
        for (var general : type.getInterfaces()) {
            var info = general.getAnnotation(JsonTypeInfo.class);
            var kinds = general.getAnnotation(JsonSubTypes.class);
            if (info != null && kinds != null) {
                return Arrays.stream(kinds.value())
                        .filter(kind -> kind.value() == type)
                        .findFirst()
                        .map(kind -> new Kind(info.property(), kind.name()))
                        .orElse(null);
            }
        }
        return null;
    }

    /// The class that a schema describes: `…desk.Line.Amount` is `…desk.Line$Amount`.
    private static Optional<Class<?>> type(String schema) {
        var name = schema;
        while (name.startsWith("io.throughline.")) {
            try {
                return Optional.of(Class.forName(name, false, DescribedRecords.class.getClassLoader()));
            } catch (ClassNotFoundException e) {
                int dot = name.lastIndexOf('.');
                if (dot < 0) {
                    return Optional.empty();
                }
                name = name.substring(0, dot) + "$" + name.substring(dot + 1);
            }
        }
        return Optional.empty();
    }

    // ---- what is answered

    private static Set<String> answers(OpenAPI api, Map<String, Schema> schemas) {
        var open = new ArrayDeque<Schema<?>>();
        for (var path : api.getPaths().values()) {
            for (var operation : path.readOperations()) {
                if (operation.getResponses() != null) {
                    operation.getResponses().values().forEach(answer -> open.addAll(schemasOf(answer.getContent())));
                }
            }
        }
        var found = new HashSet<String>();
        while (!open.isEmpty()) {
            var schema = open.pop();
            var ref = schema.get$ref();
            if (ref != null && found.add(ref.substring(SCHEMAS.length()))) {
                Optional.ofNullable(schemas.get(ref.substring(SCHEMAS.length())))
                        .ifPresent(open::add);
            }
            open.addAll(within(schema));
        }
        return found;
    }

    private static List<Schema<?>> schemasOf(@Nullable Content content) {
        return content == null
                ? List.of()
                : content.values().stream()
                        .<Schema<?>>map(io.swagger.v3.oas.models.media.MediaType::getSchema)
                        .filter(Objects::nonNull)
                        .toList();
    }

    private static List<Schema<?>> within(Schema<?> schema) {
        var all = new ArrayList<Schema<?>>();
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(all::add);
        }
        if (schema.getItems() != null) {
            all.add(schema.getItems());
        }
        if (schema.getAdditionalProperties() instanceof Schema<?> more) {
            all.add(more);
        }
        if (schema.getOneOf() != null) {
            schema.getOneOf().forEach(all::add);
        }
        if (schema.getAllOf() != null) {
            schema.getAllOf().forEach(all::add);
        }
        return all;
    }
}
