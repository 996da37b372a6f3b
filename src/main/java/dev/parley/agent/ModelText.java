package dev.parley.agent;

/** What a model wrote, before anybody else sees it. */
final class ModelText {

    private ModelText() {}

    /** The same without U+0000, which no store takes: an answer is not lost for it. */
    static String storable(String text) {
        return text.indexOf('\0') < 0 ? text : text.replace('\0', '\uFFFD');
    }
}
