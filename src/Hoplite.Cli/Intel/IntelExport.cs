using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hoplite.Cli.Responding;
using Hoplite.Incidents.Reports;
using Hoplite.Intelligence.Formats.Attack;
using Hoplite.Intelligence.Formats.Lists;
using Hoplite.Intelligence.Formats.Misp;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Cli.Intel;

/// <summary><c>hoplite intel export</c>: intelligence in the format that another program takes.</summary>
static class IntelExport
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var format = new Option<string>("--format") { Description = "stix, misp, csv or navigator.", DefaultValueFactory = _ => "stix" };
        format.AcceptOnlyFromAmong("stix", "misp", "csv", "navigator");
        var from = new Option<string[]>("--from") { Description = "Files of any format to convert.", AllowMultipleArgumentsPerToken = true };
        var to = new Option<string>("--to") { Description = "The file to write; for misp a folder, which becomes a feed.", Required = true };
        var server = new Option<string?>("--server") { Description = "Take it from the server at this address instead." };
        var token = new Option<string?>("--token-file") { Description = "A file that holds the API token, instead of the variable HOPLITE_TOKEN." };
        var incident = new Option<int?>("--incident") { Description = "With --server: what others may know of the incident with this number, instead of what is matched." };
        var tlp = new Option<string>("--tlp") { Description = "The marking of an incident: clear, green, amber, amber+strict or red.", DefaultValueFactory = _ => "amber" };
        tlp.AcceptOnlyFromAmong("clear", "green", "amber", "amber+strict", "red");
        var name = new Option<string>("--name") { Description = "What the event or layer is called.", DefaultValueFactory = _ => "Indicators of Hoplite" };
        var organisation = new Option<string>("--organisation") { Description = "Who makes the event.", DefaultValueFactory = _ => "Hoplite" };
        var command = new Command("export", "Write intelligence in the format another program takes: STIX, a feed of MISP, a table, a layer of the ATT&CK navigator.") { format, from, to, server, token, incident, tlp, name, organisation };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (kind, target) = (parsed.GetValue(format)!, parsed.GetValue(to)!);
            if (parsed.GetValue(server) is { } address)
            {
                using var link = ServerLink.Open(address, parsed.GetValue(token));
                if (parsed.GetValue(incident) is { } number) await IncidentAsync(link, number, kind, parsed.GetValue(tlp)!, target, cancellation);
                else await File.WriteAllBytesAsync(target, await link.GetBytesAsync($"intelligence/export?format={kind}", cancellation), cancellation);
                return ExitCode.Fine;
            }

            if (parsed.GetValue(incident) is not null) throw new UsageException("--incident needs --server: a server keeps incidents");

            if (parsed.GetValue(from) is not { Length: > 0 } sources) throw new UsageException("--from names the files to convert, or --server the server to ask");
            var read = IntelFiles.All(sources);
            var objects = IntelFiles.Newest(IntelFiles.Objects(read));
            await WriteAsync(kind, target, objects, parsed.GetValue(name)!, parsed.GetValue(organisation)!, cancellation);
            foreach (var refusal in read.SelectMany(r => r.Imported.Refused).Take(20)) await Console.Error.WriteLineAsync($"hoplite: refused {SafeText.OneLine(refusal.ToString(), 300)}");
            return ExitCode.Fine;
        });
        return command;
    }

    // The server says what may leave; what is written is what it signed.
    static async Task IncidentAsync(ServerLink link, int number, string kind, string tlp, string target, CancellationToken cancellation)
    {
        if (kind != "stix") throw new UsageException("an incident is written as stix; convert the file with a second export --from");
        var found = await link.GetAsync(string.Create(CultureInfo.InvariantCulture, $"incidents?state=all&q=%23{number}"), cancellation);
        var incident = found["items"]?.AsArray().FirstOrDefault(i => (int?)i!["number"] == number) ?? throw new UsageException($"there is no incident #{number} on the server");
        var bundle = await link.PostAsync($"intelligence/incidents/{(string)incident["id"]!}/bundle", new { tlp }, cancellation);
        await File.WriteAllTextAsync(target, bundle.ToJsonString(), cancellation);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"hoplite: {bundle["objects"]!.AsArray().Count} objects; look at them before you hand them on"));
    }

    static async Task WriteAsync(string kind, string target, IReadOnlyList<StixObject> objects, string name, string organisation, CancellationToken cancellation)
    {
        switch (kind)
        {
            case "misp":
                JsonObject made = MispWriter.Event(objects, name, organisation);
                MispFeedWriter.Write(target, [made]);
                await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"hoplite: {made["Event"]!["Attribute"]!.AsArray().Count} attributes in one event"));
                break;
            case "csv":
                await File.WriteAllTextAsync(target, ListWriter.Csv(objects, out var left), Encoding.UTF8, cancellation);
                if (left > 0) await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"hoplite: {left} indicators take a pattern to say and are not in the table"));
                break;
            case "navigator":
                await File.WriteAllTextAsync(target, NavigatorLayer.Of(name, TechniqueUse.In(objects)).ToJsonString(), cancellation);
                break;
            default:
                await File.WriteAllBytesAsync(target, StixBuilder.Bundle(objects), cancellation);
                break;
        }
    }
}
