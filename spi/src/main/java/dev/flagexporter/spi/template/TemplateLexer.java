package dev.flagexporter.spi.template;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.flagexporter.spi.template.TemplateToken.Kind;

/** Cuts a template into tokens, as Go's {@code text/template} does: trim markers and comments are gone afterwards. */
final class TemplateLexer {

    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String SPACE = " \t\r\n";
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Nd}_]*");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(\\.\\d+)?([eE][+-]?\\d{1,3})?");

    private final String source;
    private final List<TemplateToken> tokens = new ArrayList<>();
    private int position;

    private TemplateLexer(String source) {
        this.source = source;
    }

    /**
     * The tokens of a template, the last of which is its end.
     *
     * @throws TemplateException when something in braces is no token
     */
    static List<TemplateToken> tokens(String source) {
        return new TemplateLexer(source).tokens();
    }

    private List<TemplateToken> tokens() {
        boolean trimStart = false;
        while (true) {
            int open = source.indexOf(OPEN, position);
            int end = open < 0 ? source.length() : open;
            boolean trimEnd = open >= 0 && isTrimMarker(open + 2, open + 3);
            addText(trimStart, end, trimEnd);
            if (open < 0) {
                add(Kind.END, "", source.length());
                return tokens;
            }
            position = open + (trimEnd ? 3 : 2);
            trimStart = lexAction(open);
        }
    }

    /** A minus sign counts as a trim marker only beside white space, as in Go. */
    private boolean isTrimMarker(int minus, int space) {
        return charAt(minus) == '-' && isSpace(charAt(space));
    }

    /** What Go's templates take for white space: less than Java does. */
    private static boolean isSpace(char c) {
        return SPACE.indexOf(c) >= 0;
    }

    private char charAt(int index) {
        return index < source.length() ? source.charAt(index) : '\0';
    }

    private void addText(boolean trimStart, int end, boolean trimEnd) {
        int from = position;
        int to = end;
        while (trimStart && from < to && isSpace(source.charAt(from))) {
            from++;
        }
        while (trimEnd && to > from && isSpace(source.charAt(to - 1))) {
            to--;
        }
        if (from < to) {
            tokens.add(new TemplateToken(Kind.TEXT, source.substring(from, to), from, to));
        }
        position = end;
    }

    /** Reads what is in braces; whether the space behind them is to be trimmed. */
    private boolean lexAction(int open) {
        if (source.indexOf(CLOSE, position) < 0) {
            throw neverClosed(open);
        }
        skipSpace();
        if (source.startsWith("/*", position)) {
            return lexComment(open);
        }
        tokens.add(new TemplateToken(Kind.OPEN, OPEN, open, open + 2));
        while (!atClose()) {
            if (position >= source.length()) {
                throw neverClosed(open);
            }
            lexToken();
            skipSpace();
        }
        boolean trims = source.charAt(position) == '-';
        position += trims ? 1 : 0;
        add(Kind.CLOSE, CLOSE, position + 2);
        return trims;
    }

    private boolean lexComment(int open) {
        int end = source.indexOf("*/", position + 2);
        if (end < 0) {
            throw problem("the comment is never closed", open);
        }
        position = end + 2;
        skipSpace();
        if (!atClose()) {
            throw problem("a comment needs braces of its own", open);
        }
        boolean trims = source.charAt(position) == '-';
        position += trims ? 3 : 2;
        return trims;
    }

    private void skipSpace() {
        while (isSpace(charAt(position))) {
            position++;
        }
    }

    private boolean atClose() {
        return source.startsWith(CLOSE, position)
                || (source.startsWith("-" + CLOSE, position) && isSpace(source.charAt(position - 1)));
    }

    private void lexToken() {
        switch (source.charAt(position)) {
            case '.' -> lexNamed(Kind.FIELD, Kind.DOT);
            case '$' -> lexNamed(Kind.VARIABLE, Kind.VARIABLE);
            case '"' -> lexString();
            case '`' -> lexRawString();
            case '|' -> add(Kind.PIPE, "|", position + 1);
            case '(' -> add(Kind.LEFT_PARENTHESIS, "(", position + 1);
            case ')' -> add(Kind.RIGHT_PARENTHESIS, ")", position + 1);
            case ',' -> add(Kind.COMMA, ",", position + 1);
            case ':' -> lexDeclaration();
            default -> lexNameOrNumber();
        }
    }

    private void add(Kind kind, String text, int end) {
        tokens.add(new TemplateToken(kind, text, position, end));
        position = end;
    }

    /** A dot or dollar sign, with a name or alone. */
    private void lexNamed(Kind named, Kind alone) {
        Matcher name = NAME.matcher(source).region(position + 1, source.length());
        if (name.lookingAt()) {
            add(named, name.group(), name.end());
        } else {
            add(alone, "", position + 1);
        }
    }

    private void lexString() {
        int end = position + 1;
        while (charAt(end) != '"') {
            if (end >= source.length() || source.charAt(end) == '\n') {
                throw problem("the text is never closed", position);
            }
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        add(Kind.STRING, new EscapedText(source, position + 1, end).plain(), end + 1);
    }

    private void lexRawString() {
        int end = source.indexOf('`', position + 1);
        if (end < 0) {
            throw problem("the text is never closed", position);
        }
        add(Kind.STRING, source.substring(position + 1, end), end + 1);
    }

    private void lexDeclaration() {
        if (!source.startsWith(":=", position)) {
            throw problem("\":\" is not understood", position);
        }
        add(Kind.DECLARE, ":=", position + 2);
    }

    private void lexNameOrNumber() {
        if (!lexed(Kind.NAME, NAME) && !lexed(Kind.NUMBER, NUMBER)) {
            throw problem("\"" + source.charAt(position) + "\" is not understood", position);
        }
    }

    private boolean lexed(Kind kind, Pattern pattern) {
        Matcher found = pattern.matcher(source).region(position, source.length());
        if (!found.lookingAt()) {
            return false;
        }
        add(kind, found.group(), found.end());
        return true;
    }

    private TemplateException neverClosed(int open) {
        return problem("\"{{\" is never closed", open);
    }

    private TemplateException problem(String reason, int at) {
        return new TemplateException(reason, source, at);
    }
}
