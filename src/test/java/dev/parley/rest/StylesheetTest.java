package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether people with weak eyes can read the pages, by the ratios of WCAG 2.2: 4.5 for text, 3 for what is no text. */
class StylesheetTest {

    private static final Path SHEET = Path.of("src/main/resources/META-INF/resources/pages.css");
    private static final Pattern COLOUR = Pattern.compile("--(\\w+): #([0-9a-f]{6})\\b");

    @ParameterizedTest
    @CsvSource({
        "ink, card, 4.5",
        "ink, ground, 4.5",
        "faint, card, 4.5",
        "faint, ground, 4.5",
        "brand, card, 4.5",
        "star, card, 4.5",
        "on, yes, 4.5",
        "on, no, 4.5",
        "edge, card, 3",
        "edge, ground, 3",
        "brand, ground, 3"
    })
    void theColoursStandOut(String front, String back, double ratio) throws Exception {
        var parts = Files.readString(SHEET).split("prefers-color-scheme: dark", 2);
        var colours = new HashMap<String, Double>();
        read(parts[0], colours);
        assertThat(ratio(colours, front, back)).as("light").isGreaterThanOrEqualTo(ratio);
        read(parts[1], colours);
        assertThat(ratio(colours, front, back)).as("dark").isGreaterThanOrEqualTo(ratio);
    }

    private static void read(String css, Map<String, Double> colours) {
        COLOUR.matcher(css).results().forEach(found -> colours.put(found.group(1), luminance(found.group(2))));
    }

    private static double ratio(Map<String, Double> colours, String front, String back) {
        assertThat(colours).containsKeys(front, back);
        double one = colours.get(front);
        double other = colours.get(back);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    }

    private static double luminance(String hex) {
        double[] shares = {0.2126, 0.7152, 0.0722};
        return IntStream.range(0, 3)
                .mapToDouble(i -> shares[i] * linear(Integer.parseInt(hex, 2 * i, 2 * i + 2, 16) / 255.0))
                .sum();
    }

    private static double linear(double share) {
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
