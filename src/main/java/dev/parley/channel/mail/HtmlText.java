package dev.parley.channel.mail;

import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeVisitor;

/** Turns the HTML of a mail into lines; those of a quotation begin with {@code >}, as in plain text. */
final class HtmlText implements NodeVisitor {

    private static final String QUOTATION = "blockquote";
    private static final Set<String> UNSEEN = Set.of("head", "style", "script", "title");

    private final StringBuilder text = new StringBuilder();
    private int quotations;
    private int unseen;

    private HtmlText() {}

    static String of(String html) {
        var reading = new HtmlText();
        Jsoup.parse(html).traverse(reading);
        return reading.text.toString().strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (UNSEEN.contains(node.nodeName())) {
            unseen++;
        } else if (unseen == 0 && node instanceof TextNode words) {
            add(words);
        } else if (node instanceof Element element) {
            if (element.isBlock() || element.nodeName().equals("br")) {
                endLine(element.nodeName().equals("br"));
            }
            quotations += element.nodeName().equals(QUOTATION) ? 1 : 0;
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (UNSEEN.contains(node.nodeName())) {
            unseen--;
        } else if (node instanceof Element element && element.isBlock()) {
            endLine(false);
            quotations -= element.nodeName().equals(QUOTATION) ? 1 : 0;
        }
    }

    private void add(TextNode node) {
        var words = node.text();
        if (lineIsEmpty()) {
            words = words.stripLeading();
            if (!words.isEmpty() && quotations > 0) {
                text.append("> ");
            }
        }
        text.append(words);
    }

    private void endLine(boolean alsoAnEmptyOne) {
        if (alsoAnEmptyOne || !lineIsEmpty()) {
            text.append('\n');
        }
    }

    private boolean lineIsEmpty() {
        return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    }
}
