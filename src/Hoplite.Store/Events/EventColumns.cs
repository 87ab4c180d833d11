namespace Hoplite.Store.Events;

/// <summary>The columns of the event table: what nearly every event has, and the attributes people search most.</summary>
/// <remarks>
/// A field of the source whose value stands unchanged in a column is not stored a second time: the shape of the event
/// (<see cref="ShapeCatalogue"/>) says which field the column was filled from. All other fields are in <c>fields</c> under their own names.
/// </remarks>
public static class EventColumns
{
    /// <summary>The name of the table, or of the view over all its parts.</summary>
    public const string Table = "events";

    /// <summary>All columns in the order of the table.</summary>
    public static IReadOnlyList<EventColumn> All { get; } =
    [
        new("time", ColumnType.Time, "time", "when it happened; when it arrived, where the source does not say"),
        new("received", ColumnType.Time, "metadata.logged_time", "when it arrived"),
        new("position", ColumnType.Integer, null, "where its delivery lies in the spool, or its offset in the file"),
        new("ordinal", ColumnType.Integer, null, "its number within the delivery"),
        new("source", ColumnType.Text, null, "the enrolled source, or the file"),
        new("product", ColumnType.Text, null, "product of the log source, as in the Sigma taxonomy"),
        new("category", ColumnType.Text, null, "category of the log source"),
        new("service", ColumnType.Text, null, "service of the log source"),
        new("class", ColumnType.Text, "class_name", "OCSF class"),
        new("activity", ColumnType.Integer, "activity_id", "OCSF activity"),
        new("status", ColumnType.Integer, "status_id", "1 success, 2 failure"),
        new("event_code", ColumnType.Text, "metadata.event_code", "the number the source gives this kind of event"),
        new("host", ColumnType.Text, "device.hostname", "the machine it happened on"),
        new("user", ColumnType.Text, "user.name", "the account it is about"),
        new("actor_user", ColumnType.Text, "actor.user.name", "the account that did it"),
        new("process", ColumnType.Text, "process.file.path", "the program it is about"),
        new("process_pid", ColumnType.Integer, "process.pid", "its process number"),
        new("process_uid", ColumnType.Text, "process.uid", "what tells the process apart"),
        new("command_line", ColumnType.Text, "process.cmd_line", "its command line"),
        new("parent_process", ColumnType.Text, "actor.process.file.path", "the program that did it"),
        new("parent_pid", ColumnType.Integer, "actor.process.pid", "its process number"),
        new("parent_command_line", ColumnType.Text, "actor.process.cmd_line", "its command line"),
        new("src_ip", ColumnType.Text, "src_endpoint.ip", "where a connection comes from"),
        new("src_port", ColumnType.Integer, "src_endpoint.port", "its port"),
        new("dst_ip", ColumnType.Text, "dst_endpoint.ip", "where it goes to"),
        new("dst_port", ColumnType.Integer, "dst_endpoint.port", "its port"),
        new("domain", ColumnType.Text, "query.hostname", "the name that was asked for"),
        new("url", ColumnType.Text, "http_request.url.path", "the address of a web request"),
        new("http_status", ColumnType.Integer, "http_response.code", "the answer to a web request"),
        new("user_agent", ColumnType.Text, "http_request.user_agent", "the client of a web request"),
        new("file", ColumnType.Text, "file.path", "the file it is about"),
        new("message", ColumnType.Text, "message", "the text of the source, where it wrote one"),
        new("shape", ColumnType.Integer, null, "which fields of the source the columns were filled from"),
        new("fields", ColumnType.Map, null, "all other fields, under the names of the source"),
    ];

    /// <summary>The column with this name or OCSF path, whatever the case of its letters; null when there is none.</summary>
    public static EventColumn? Find(string name) => ByName.GetValueOrDefault(name);

    static readonly Dictionary<string, EventColumn> ByName = Names();

    static Dictionary<string, EventColumn> Names()
    {
        var names = new Dictionary<string, EventColumn>(StringComparer.OrdinalIgnoreCase);
        foreach (var column in All) names[column.Name] = column;
        foreach (var column in All)
            if (column.Path is { } path) names.TryAdd(path, column);
        return names;
    }

    /// <summary>The type of a column in SQL.</summary>
    public static string SqlType(ColumnType type) => type switch
    {
        ColumnType.Integer => "BIGINT",
        ColumnType.Time => "TIMESTAMP",
        ColumnType.Map => "MAP(VARCHAR, VARCHAR)",
        _ => "VARCHAR",
    };

    /// <summary>The statement that makes a table with these columns.</summary>
    /// <param name="table">Its name; trusted.</param>
    public static string CreateTable(string table) =>
        $"CREATE TABLE IF NOT EXISTS \"{table}\" ({string.Join(", ", All.Select(c => $"\"{c.Name}\" {SqlType(c.Type)}"))})";
}
