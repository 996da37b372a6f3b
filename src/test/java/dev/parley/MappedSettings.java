package dev.parley;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** All settings that some feature maps, without a running program. */
final class MappedSettings {

    private static final List<ConfigMappings.ConfigClass> ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.parley").stream()
                    .filter(each -> each.isAnnotatedWith(ConfigMapping.class))
                    .map(JavaClass::reflect)
                    .map(ConfigMappings.ConfigClass::configClass)
                    .toList();

    private MappedSettings() {}

    static Set<String> properties() {
        return ALL.stream()
                .flatMap(each -> ConfigMappings.getProperties(each).keySet().stream())
                .map(name -> name.replace("[*]", ""))
                .collect(Collectors.toSet());
    }

    static SmallRyeConfig config(Map<String, String> settings) {
        var needed = new PropertiesConfigSource(Map.of("parley.agent.openai.model", "some-model"), "needed", 50);
        return config(new PropertiesConfigSource(settings, "test", 100), needed);
    }

    /** As the program reads it: over what its own properties say. */
    static SmallRyeConfig environment(Map<String, String> variables) throws IOException {
        var own = MappedSettings.class.getResource("/application.properties");
        return config(new EnvConfigSource(variables, 300), new PropertiesConfigSource(own, 250));
    }

    private static SmallRyeConfig config(ConfigSource... sources) {
        var builder = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(sources)
                .withConverter(Duration.class, 200, new DurationConverter())
                .withValidator(new BeanValidationConfigValidatorImpl());
        ALL.forEach(each -> builder.withMapping(each));
        return builder.build();
    }
}
