using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hoplite.Cli.Terminal;
using Hoplite.Incidents.Reports;
using Hoplite.Store.Hunting;

namespace Hoplite.Cli.Hunting;

/// <summary>Writes results.</summary>
static class HuntOutput
{
    /// <summary>Writes a result in one of the forms.</summary>
    public static void Write(HuntResult result, string format, TextWriter output)
    {
        switch (format)
        {
            case "json": output.WriteLine(Json(result, indented: true)); break;
            case "jsonl": WriteLines(result, output); break;
            case "csv": WriteCsv(result, output); break;
            default: HuntView.Show(result); break;
        }

        foreach (var warning in result.Warnings) Console.Error.WriteLine($"hoplite: {SafeText.OneLine(warning, 300)}");
        if (result.Truncated && format != "table") Console.Error.WriteLine("hoplite: there are more rows; raise --limit to see them");
    }

    static string Json(HuntResult result, bool indented)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = indented })) HuntJson.Write(json, result);
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    static void WriteLines(HuntResult result, TextWriter output)
    {
        using var buffer = new MemoryStream();
        foreach (var row in result.Rows)
        {
            buffer.SetLength(0);
            using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
            {
                json.WriteStartObject();
                for (var i = 0; i < row.Length; i++)
                {
                    if (row[i] is null) continue;
                    json.WritePropertyName(result.Columns[i].Name);
                    HuntJson.WriteValue(json, row[i]);
                }

                json.WriteEndObject();
            }

            output.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
        }
    }

    static void WriteCsv(HuntResult result, TextWriter output)
    {
        output.WriteLine(string.Join(',', result.Columns.Select(c => HuntText.CsvCell(c.Name))));
        foreach (var row in result.Rows) output.WriteLine(string.Join(',', row.Select(HuntText.CsvCell)));
    }
}
