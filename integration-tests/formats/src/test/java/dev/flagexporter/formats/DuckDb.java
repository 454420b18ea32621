package dev.flagexporter.formats;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Another program's view of files. */
final class DuckDb {

    private DuckDb() {}

    /**
     * Runs a query in a database of its own.
     *
     * @param query the query, which reads files
     * @return each row's values by the names of the columns, in order
     */
    static List<Map<String, @Nullable Object>> rows(String query) throws SQLException {
        return rows(query, Path.of(""));
    }

    /**
     * Runs a query in a database of its own.
     *
     * @param query the query, which reads files
     * @param directory the directory that relative paths of the query start from
     * @return each row's values by the names of the columns, in order
     */
    static List<Map<String, @Nullable Object>> rows(String query, Path directory) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET file_search_path = " + quoted(directory.toAbsolutePath()));
            return rows(statement.executeQuery(query));
        }
    }

    private static List<Map<String, @Nullable Object>> rows(ResultSet result) throws SQLException {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        while (result.next()) {
            rows.add(row(result));
        }
        return rows;
    }

    private static Map<String, @Nullable Object> row(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.put(columns.getColumnName(i), result.getObject(i));
        }
        return row;
    }

    /** A text as a literal of a query. */
    static String quoted(Object text) {
        return "'" + text.toString().replace("'", "''") + "'";
    }
}
