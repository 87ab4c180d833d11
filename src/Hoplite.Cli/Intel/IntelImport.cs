using System.CommandLine;
using System.Text.Json.Nodes;
using Hoplite.Cli.Responding;
using Hoplite.Intelligence.Stix;

namespace Hoplite.Cli.Intel;

/// <summary><c>hoplite intel import</c>: reads intelligence of any format, says what is in it and what is not taken, and hands it on as STIX.</summary>
static class IntelImport
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files of STIX, TAXII, MISP, CSAF, KEV, EPSS, OSV, tables and lists; folders; packed with gzip or not.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json");
        var column = new Option<string?>("--column") { Description = "The column of a table that holds the values: its name or its number from 1." };
        var to = new Option<FileInfo?>("--to") { Description = "Write a STIX 2.1 bundle to this file." };
        var server = new Option<string?>("--server") { Description = "Hand it to the server at this address." };
        var token = new Option<string?>("--token-file") { Description = "A file that holds the API token, instead of the variable HOPLITE_TOKEN." };
        var command = new Command("import", "Read intelligence of any format, check it, and show what is taken, what is refused, and why.") { paths, format, column, to, server, token };
        command.SetAction(async (parsed, cancellation) =>
        {
            var read = IntelFiles.All(parsed.GetValue(paths)!, parsed.GetValue(column));
            var objects = IntelFiles.Objects(read);
            var bundle = StixBuilder.Bundle(objects);
            if (parsed.GetValue(to) is { } file) await File.WriteAllBytesAsync(file.FullName, bundle, cancellation);
            JsonNode? answer = null;
            if (parsed.GetValue(server) is { } address)
            {
                using var link = ServerLink.Open(address, parsed.GetValue(token));
                answer = await link.PostBytesAsync("intelligence/import", bundle, "application/json", cancellation);
            }

            if (parsed.GetValue(format) == "json") IntelView.Json(read, objects, answer);
            else IntelView.Show(read, objects, answer);
            return read.All(r => r.Imported.Objects.Count == 0 && r.Imported.Exposures.Count == 0 && r.Imported.Refused.Count > 0) ? ExitCode.Usage : ExitCode.Fine;
        });
        return command;
    }
}
