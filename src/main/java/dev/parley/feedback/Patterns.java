package dev.parley.feedback;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import com.networknt.schema.regex.RegularExpressions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The patterns of one form. Together they may look at so many characters; when that is used up, nothing matches any more. */
final class Patterns implements RegularExpressionFactory {

    private static final int LONGEST = 200;
    private static final int MOST_LOOKS = 1_000_000;

    private final List<String> faults = new ArrayList<>();
    private int looks;

    /** What was wrong with patterns so far. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    @Override
    public RegularExpression getRegularExpression(String regex) {
        if (regex.length() > LONGEST) {
            faults.add("must not contain patterns longer than " + LONGEST + " characters");
            return value -> false;
        }
        try {
            var pattern = Pattern.compile(RegularExpressions.replaceLongformCharacterProperties(
                    RegularExpressions.replaceDollarAnchors(regex)));
            return value -> found(pattern, value);
        } catch (PatternSyntaxException e) {
            faults.add("must not contain patterns that are no regular expressions: " + regex);
            return value -> false;
        }
    }

    private boolean found(Pattern pattern, String value) {
        try {
            return pattern.matcher(new Watched(value)).find();
        } catch (UsedUp | StackOverflowError e) {
            return false;
        }
    }

    private final class Watched implements CharSequence {
        private final CharSequence text;

        Watched(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new UsedUp();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Watched(text.subSequence(start, end));
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class UsedUp extends RuntimeException {
        private static final long serialVersionUID = 1L;

        UsedUp() {
            super("the pattern takes too many steps", null, false, false);
        }
    }
}
