package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the README's table of settings says, beside what the program does. */
class ReadmeTest {

    private static final Pattern ROW =
            Pattern.compile("^\\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \\| .* \\| ([^|]+) \\|$", Pattern.MULTILINE);

    private static List<MatchResult> rows() throws IOException {
        return ROW.matcher(Files.readString(Path.of("README.md"))).results().toList();
    }

    @Test
    void everySettingIsInTheTable() throws IOException {
        var told = rows().stream().flatMap(row -> names(row).stream()).toList();
        assertThat(told).doesNotHaveDuplicates().containsAll(Settings.NAMES);
    }

    @Test
    void everyDefaultIsTheOneInTheTable() throws IOException {
        var said = new LinkedHashMap<String, String>();
        for (var row : rows()) {
            var names = names(row);
            var defaults = List.of(row.group(2).split(", "));
            for (int i = 0; names.size() == defaults.size() && i < names.size(); i++) {
                said.put(names.get(i), defaults.get(i));
            }
        }
        var config = MappedSettings.environment(Map.of());
        var checked = 0;
        for (var property : MappedSettings.properties()) {
            var told = said.getOrDefault(Settings.name(property), "");
            if (told.matches("`[^`]+`")) {
                assertThat(config.getValue(property, String.class)).as(property).isEqualTo(told.replace("`", ""));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(30);
    }

    private static List<String> names(MatchResult row) {
        return List.of(row.group(1).replace("`", "").split(", "));
    }
}
