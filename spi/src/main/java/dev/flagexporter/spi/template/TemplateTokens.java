package dev.flagexporter.spi.template;

import java.util.List;

import dev.flagexporter.spi.template.TemplateToken.Kind;

/** The tokens of a template, read from the first to the last. */
final class TemplateTokens {

    private final String source;
    private final List<TemplateToken> tokens;
    private int next;

    TemplateTokens(String source) {
        this.source = source;
        this.tokens = TemplateLexer.tokens(source);
    }

    /** The next token, which stays the next one. */
    TemplateToken peek() {
        return tokens.get(next);
    }

    /** The token behind the next one. */
    TemplateToken peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    /** The next token; the end of the template comes again and again. */
    TemplateToken take() {
        TemplateToken token = peek();
        next = Math.min(next + 1, tokens.size() - 1);
        return token;
    }

    /** Whether the next token is a field that begins where the last one ended, and so is inside of that. */
    boolean atMember() {
        return next > 0
                && peek().is(Kind.FIELD)
                && peek().start() == tokens.get(next - 1).end();
    }

    /** Takes the next token if it is of a kind. */
    boolean takeIf(Kind kind) {
        boolean is = peek().is(kind);
        if (is) {
            take();
        }
        return is;
    }

    /** Takes the next token, which has to be of a kind. */
    TemplateToken expect(Kind kind, String expected) {
        if (!peek().is(kind)) {
            throw problem(expected + " is missing", peek());
        }
        return take();
    }

    TemplateException problem(String reason, TemplateToken token) {
        return new TemplateException(reason, source, token.start());
    }
}
