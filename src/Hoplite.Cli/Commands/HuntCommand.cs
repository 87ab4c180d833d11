using System.CommandLine;
using System.Globalization;
using Hoplite.Cli.Hunting;
using Hoplite.Cli.Terminal;
using Hoplite.Incidents.Reports;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Hunting.Library;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite hunt</c>: asks questions of evidence, of a data folder, or of a running server.</summary>
static class HuntCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var words = new Argument<string[]>("KQL PATH") { Description = "The query, unless --file or --hunt says it, and then files, folders or archives with evidence, or the data folder of a server.", Arity = ArgumentArity.ZeroOrMore };
        var file = new Option<FileInfo?>("--file") { Description = "Read the query from this file." };
        var hunt = new Option<string?>("--hunt") { Description = "Run the hunt with this name or id." };
        var folders = new Option<string[]>("--hunts") { Description = "Folder with hunts of your own; may be given several times." };
        var format = new Option<string>("--format") { Description = "table, json, jsonl or csv.", DefaultValueFactory = _ => "table" };
        format.AcceptOnlyFromAmong("table", "json", "jsonl", "csv");
        var since = new Option<string?>("--since") { Description = "Only events from this time on (2026-01-31 or 2026-01-31T08:00:00Z; UTC)." };
        var until = new Option<string?>("--until") { Description = "Only events before this time." };
        var limit = new Option<int>("--limit") { Description = "The most rows.", DefaultValueFactory = _ => 10_000 };
        var timeout = new Option<int>("--timeout") { Description = "The most seconds the query may take.", DefaultValueFactory = _ => 120 };
        var explain = new Option<bool>("--explain") { Description = "Show how the query was understood and the SQL of it, and do not run it." };
        var sigma = new Option<bool>("--to-sigma") { Description = "Write the query as a Sigma rule, and do not run it." };
        var list = new Option<bool>("--list") { Description = "List the hunts there are." };
        var server = new Option<string?>("--server") { Description = "Ask the server at this address instead." };
        var token = new Option<string?>("--token") { Description = "The token for the server; HOPLITE_TOKEN when not given." };
        var command = new Command("hunt", "Ask questions in KQL of evidence, of a data folder, or of a running server.") { words, file, hunt, folders, format, since, until, limit, timeout, explain, sigma, list, server, token };
        command.SetAction((parsed, cancellation) => RunAsync(
            new HuntRequest(
                parsed.GetValue(words) ?? [], parsed.GetValue(file), parsed.GetValue(hunt), parsed.GetValue(folders) ?? [], parsed.GetValue(format)!,
                new HuntOptions { MaxRows = parsed.GetValue(limit), Timeout = TimeSpan.FromSeconds(parsed.GetValue(timeout)), From = Time("--since", parsed.GetValue(since)), Until = Time("--until", parsed.GetValue(until)) },
                parsed.GetValue(explain), parsed.GetValue(sigma), parsed.GetValue(list), parsed.GetValue(server), parsed.GetValue(token)),
            cancellation));
        return command;
    }

    static async Task<int> RunAsync(HuntRequest request, CancellationToken cancellation)
    {
        if (request.Options.MaxRows is < 1 or > 10_000_000) throw new UsageException("--limit wants a number from 1 to 10000000");
        if (request.Options.Timeout < TimeSpan.FromSeconds(1) || request.Options.Timeout > TimeSpan.FromDays(1)) throw new UsageException("--timeout wants a number from 1 to 86400");
        var kql = "";
        try
        {
            var library = request.List || request.Hunt is not null ? Library(request.Folders) : null;
            if (request.List) return HuntView.List(library!, request.Format);
            var hunt = request.Hunt is { } name ? library!.Find(name) ?? throw new UsageException($"there is no hunt {SafeText.OneLine(name, 60)}; 'hoplite hunt --list' shows those there are") : null;
            kql = request.Query(hunt, out var paths);
            if (request.ToSigma) return ToSigma(kql, hunt);
            var result = request.Server is { } address
                ? await HuntServer.AskAsync(address, request.Token ?? Environment.GetEnvironmentVariable("HOPLITE_TOKEN"), kql, request.Options, cancellation)
                : Local(kql, paths, request, cancellation);
            if (result is not null) HuntOutput.Write(result, request.Format, Console.Out);
            return ExitCode.Fine;
        }
        catch (KqlException wrong)
        {
            foreach (var line in wrong.Describe().Split('\n')) await Console.Error.WriteLineAsync((line.StartsWith(' ') ? "" : "hoplite: ") + Indented(line));
            return ExitCode.Usage;
        }
        catch (TimeoutException late)
        {
            throw new UsageException(late.Message + " (--timeout)");
        }
        catch (FileNotFoundException missing)
        {
            throw new UsageException(missing.Message);
        }
    }

    static HuntResult? Local(string kql, IReadOnlyList<string> paths, HuntRequest request, CancellationToken cancellation)
    {
        if (paths.Count == 0 && !request.Explain) throw new UsageException("say where to look: files, folders, the data folder of a server, or --server ADDRESS");

        // A mistake in the query is said before a gigabyte is read.
        KqlSyntax.Check(kql);
        using var evidence = HuntEvidence.Open(paths, cancellation);
        var engine = new HuntEngine(evidence.Store, TimeProvider.System);
        if (!request.Explain) return engine.Run(kql, request.Options, cancellation);
        HuntView.Explain(engine.Compile(kql));
        return null;
    }

    static int ToSigma(string kql, Hunt? hunt)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        Console.Write(hunt is not null ? HuntToSigma.Convert(hunt, today) : HuntToSigma.Convert(kql, "Made of a hunt", Guid.CreateVersion7(), today));
        return ExitCode.Fine;
    }

    static HuntLibrary Library(IReadOnlyList<string> folders)
    {
        var library = HuntLibrary.Load([.. folders]);
        foreach (var problem in library.Problems) Console.Error.WriteLine($"hoplite: {SafeText.OneLine(problem.ToString(), 400)}");
        return library;
    }

    // The carets must stay below what they point at, so blanks in front are kept.
    static string Indented(string line) => new string(' ', line.Length - line.TrimStart(' ').Length) + SafeText.OneLine(line.TrimStart(' '), 2000);

    static DateTimeOffset? Time(string option, string? text)
    {
        if (text is null) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new UsageException($"{option} wants a time such as 2026-01-31T08:00:00Z, not '{SafeText.OneLine(text, 60)}'");
    }
}
