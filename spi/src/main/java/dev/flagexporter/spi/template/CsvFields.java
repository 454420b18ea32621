package dev.flagexporter.spi.template;

import java.util.ArrayList;
import java.util.List;

import dev.flagexporter.spi.template.TemplateNode.Branch;
import dev.flagexporter.spi.template.TemplateNode.Loop;
import dev.flagexporter.spi.template.TemplateNode.Output;
import dev.flagexporter.spi.template.TemplateNode.Text;

/**
 * Finds the values of a template that are fields of CSV by themselves: they stand alone between separators or the ends of
 * the line, spaces aside, whichever way conditions and loops go, and the template puts nothing into them that would have
 * to be quoted.
 */
final class CsvFields {

    /** Which end of a field is looked for: its start from the left, its end from the right. */
    private enum Side {
        START,
        END
    }

    private final CsvEscaping escaping;

    CsvFields(CsvEscaping escaping) {
        this.escaping = escaping;
    }

    /** The template with its fields marked. */
    Template marked(Template template) {
        return new Template(template.source(), marked(template.nodes(), true, true), template.variables());
    }

    /**
     * Parts with the fields in them marked.
     *
     * @param starts whether a field starts where the parts start
     * @param ends whether a field ends where the parts end
     */
    private List<TemplateNode> marked(List<TemplateNode> nodes, boolean starts, boolean ends) {
        boolean[] endsBehind = endsBehind(nodes, ends);
        List<TemplateNode> marked = new ArrayList<>();
        boolean start = starts;
        for (int i = 0; i < nodes.size(); i++) {
            marked.add(marked(nodes.get(i), start, endsBehind[i]));
            start = across(nodes.get(i), start, Side.START);
        }
        return List.copyOf(marked);
    }

    private boolean[] endsBehind(List<TemplateNode> nodes, boolean ends) {
        boolean[] endsBehind = new boolean[nodes.size()];
        boolean end = ends;
        for (int i = nodes.size() - 1; i >= 0; i--) {
            endsBehind[i] = end;
            end = across(nodes.get(i), end, Side.END);
        }
        return endsBehind;
    }

    private TemplateNode marked(TemplateNode node, boolean start, boolean end) {
        if (node instanceof Output output) {
            return new Output(
                    output.expression(), start && end && output.texts().noneMatch(escaping::isSpecial));
        }
        if (node instanceof Branch branch) {
            return branch.with(marked(branch.body(), start, end), marked(branch.otherwise(), start, end));
        }
        if (node instanceof Loop loop) {
            boolean bodyStart = inLoop(loop, start, Side.START);
            boolean bodyEnd = inLoop(loop, end, Side.END);
            return loop.with(marked(loop.body(), bodyStart, bodyEnd), marked(loop.otherwise(), start, end));
        }
        return node;
    }

    /** Whether there is a field's side at the far side of a part, if there is or is not one at its near side. */
    private boolean across(TemplateNode node, boolean near, Side side) {
        if (node instanceof Text text) {
            return across(text.text(), near, side);
        }
        if (node instanceof Branch branch) {
            return across(branch.body(), near, side) && across(branch.otherwise(), near, side);
        }
        if (node instanceof Loop loop) {
            return across(loop.otherwise(), near, side) && across(loop.body(), inLoop(loop, near, side), side);
        }
        return near && !(node instanceof Output);
    }

    private boolean across(List<TemplateNode> nodes, boolean near, Side side) {
        boolean far = near;
        for (int i = 0; i < nodes.size(); i++) {
            far = across(nodes.get(side == Side.START ? i : nodes.size() - 1 - i), far, side);
        }
        return far;
    }

    private boolean across(String text, boolean near, Side side) {
        String trimmed = text.replaceAll("^ +| +$", "");
        return trimmed.isEmpty()
                ? near
                : escaping.endsField(trimmed.charAt(side == Side.START ? trimmed.length() - 1 : 0));
    }

    /** The same at the near side of a loop's body, which is also where the round before ends. */
    private boolean inLoop(Loop loop, boolean near, Side side) {
        return near && across(loop.body(), near, side);
    }
}
