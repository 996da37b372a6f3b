package dev.parley;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.validator.BeanValidationConfigValidatorImpl;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
        var builder = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withDefaultValue("parley.agent.openai.model", "some-model")
                .withConverter(Duration.class, 200, new DurationConverter())
                .withValidator(new BeanValidationConfigValidatorImpl());
        ALL.forEach(each -> builder.withMapping(each));
        return builder.build();
    }
}
