package dev.flagexporter.plugins.parquet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;

import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

/** What the end of a file says of it, read without what wrote it. */
final class Footer {

    private static final String MAGIC = "PAR1";
    private static final int LENGTH_AND_MAGIC = 8;

    private final FileMetaData data;

    private Footer(FileMetaData data) {
        this.data = data;
    }

    static Footer of(byte[] file) throws IOException {
        int end = file.length - LENGTH_AND_MAGIC;
        assertThat(new String(file, 0, MAGIC.length(), US_ASCII)).isEqualTo(MAGIC);
        assertThat(new String(file, file.length - MAGIC.length(), MAGIC.length(), US_ASCII))
                .isEqualTo(MAGIC);
        int length = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(end);
        return new Footer(Util.readFileMetaData(new ByteArrayInputStream(file, end - length, length)));
    }

    long rows() {
        return data.getNum_rows();
    }

    List<RowGroup> rowGroups() {
        return data.getRow_groups();
    }

    /** What is said of each column of each row group. */
    List<ColumnMetaData> columns() {
        return data.getRow_groups().stream()
                .flatMap(group -> group.getColumns().stream())
                .map(column -> column.getMeta_data())
                .toList();
    }

    /** The schema as the reference's contract writes it. */
    String schema() {
        StringBuilder text = new StringBuilder("message ");
        Iterator<SchemaElement> elements = data.getSchema().iterator();
        SchemaElement root = elements.next();
        text.append(root.getName()).append(" {\n");
        for (int i = 0; i < root.getNum_children(); i++) {
            append(elements, "  ", text);
        }
        return text.append("}\n").toString();
    }

    private static void append(Iterator<SchemaElement> elements, String indent, StringBuilder text) {
        SchemaElement element = elements.next();
        boolean group = element.isSetNum_children();
        text.append(indent)
                .append("%s %s %s"
                        .formatted(
                                element.getRepetition_type(), group ? "group" : element.getType(), element.getName()));
        if (element.isSetConverted_type()) {
            text.append(" (%s)".formatted(element.getConverted_type()));
        }
        text.append(group ? " {\n" : ";\n");
        for (int i = 0; i < element.getNum_children(); i++) {
            append(elements, indent + "  ", text);
        }
        text.append(group ? indent + "}\n" : "");
    }
}
