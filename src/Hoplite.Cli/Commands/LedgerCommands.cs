using System.CommandLine;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;

namespace Hoplite.Cli.Commands;

/// <summary><c>hoplite ledger</c>: checks, proves and copies out what was decided.</summary>
static class LedgerCommands
{
    const int MostInput = 1 << 20;

    static readonly JsonSerializerOptions Lines = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>Makes the command.</summary>
    public static Command Create()
    {
        var command = new Command("ledger", "Check the ledger of decisions, prove what is in it, copy it out.");
        command.Add(Verify());
        command.Add(Prove());
        command.Add(Export());
        return command;
    }

    static Command Verify()
    {
        var options = new ServeOptionsOnCommandLine();
        var since = new Option<string?>("--since") { Description = "A checkpoint that was kept elsewhere: also check that nothing before it was changed or taken away." };
        var proof = new Option<string?>("--proof") { Description = "Check this proof ('hoplite ledger prove') and not the ledger itself." };
        var key = new Option<string?>("--key") { Description = "The public key (key.pub) that was kept elsewhere, or a file with it. Without it: the one beside the ledger." };
        var format = Format("table", "json");
        var command = new Command("verify", "Read the whole ledger again and say whether anything was changed; exit code 1 when it was.") { since, proof, key, format };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Readably(() =>
        {
            var folder = FolderOf(options.Read(parsed).Data);
            var json = parsed.GetValue(format) == "json";
            if (parsed.GetValue(proof) is { } file) return CheckProof(file, KeyOf(parsed.GetValue(key) ?? Path.Combine(folder, "key.pub")), json);
            if (!Directory.Exists(folder)) throw new UsageException($"there is no ledger at {folder}; name the data folder with --data");
            var check = new LedgerCheck
            {
                Since = parsed.GetValue(since) is { } kept ? Input(kept) : (ReadOnlyMemory<byte>?)null,
                Key = parsed.GetValue(key) is { } given ? KeyOf(given) : null,
            };
            var report = LedgerVerifier.Verify(folder, check, cancellation);
            if (json) Console.WriteLine(JsonSerializer.Serialize(report, Readable));
            else if (report.Flaw is { } flaw) Console.WriteLine($"FLAW: {flaw}");
            else
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Leaves:N0} leaves, all as they were written; root {report.Root}"));
                if (report.InUse) Console.WriteLine("The ledger is being written, so what lies beyond its checkpoint was not judged.");
                if (check.Since is null) Console.WriteLine($"Keep {Path.Combine(folder, "checkpoint")} on another machine; with it, --since shows later whether the ledger was set back.");
            }

            return report.IsSound ? ExitCode.Fine : ExitCode.Findings;
        })));
        return command;
    }

    static Command Prove()
    {
        var options = new ServeOptionsOnCommandLine();
        var id = new Argument<Guid>("ID") { Description = "The id of the leaf." };
        var command = new Command("prove", "Print a proof, as JSON, that a leaf is in the ledger; whoever has the public key can check it without the ledger.") { id };
        options.AddTo(command);
        command.SetAction(parsed => Readably(() =>
        {
            var proof = Open(options.Read(parsed).Data).Prove(parsed.GetValue(id)) ?? throw new UsageException($"the ledger has no leaf {parsed.GetValue(id)}");
            Console.WriteLine(proof.ToJson());
            return ExitCode.Fine;
        }));
        return command;
    }

    static Command Export()
    {
        var options = new ServeOptionsOnCommandLine();
        var incident = new Option<Guid?>("--case") { Description = "Only the leaves of this incident." };
        var format = Format("jsonl", "json");
        var target = new Option<string?>("--out") { Description = "The file to write, instead of the terminal." };
        var command = new Command("export", "Copy out the leaves, oldest first, each with its place and its hash.") { incident, format, target };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.FromResult(Readably(() =>
        {
            var reader = Open(options.Read(parsed).Data);
            var leaves = parsed.GetValue(incident) is { } of ? reader.OfCase(of) : reader.All();
            using var writer = parsed.GetValue(target) is { } path ? new StreamWriter(Server.Hosting.DataFolder.MakeFile(path)) : null;
            var array = parsed.GetValue(format) == "json";
            Write(writer ?? Console.Out, leaves, array, cancellation);
            return ExitCode.Fine;
        })));
        return command;
    }

    static void Write(TextWriter target, IEnumerable<LedgerLeaf> leaves, bool array, CancellationToken cancellation)
    {
        var before = array ? "[\n" : "";
        foreach (var leaf in leaves)
        {
            cancellation.ThrowIfCancellationRequested();
            var line = new JsonObject
            {
                ["index"] = leaf.Index,
                ["hash"] = Convert.ToBase64String(MerkleHash.Leaf(leaf.Bytes.Span)),
                ["leaf"] = JsonNode.Parse(leaf.Bytes.Span),
            };
            target.Write(before + line.ToJsonString(Lines));
            before = array ? ",\n" : "\n";
        }

        target.WriteLine(array ? (before == "[\n" ? "[]" : "\n]") : "");
    }

    static int CheckProof(string file, NoteVerifier key, bool json)
    {
        var proof = LedgerProof.Parse(Input(file));
        try
        {
            var (leaf, checkpoint) = proof.Check(key);
            Console.WriteLine(json
                ? new JsonObject { ["isSound"] = true, ["index"] = leaf.Index, ["size"] = checkpoint.Size, ["origin"] = checkpoint.Origin, ["leaf"] = JsonNode.Parse(leaf.Bytes.Span) }.ToJsonString(Readable)
                : string.Create(CultureInfo.InvariantCulture, $"leaf {leaf.Index} ({leaf.Id}, {leaf.Kind}, {leaf.Time:yyyy-MM-dd HH:mm:ss} UTC) is in {checkpoint.Origin}, below its checkpoint of {checkpoint.Size:N0} leaves"));
            return ExitCode.Fine;
        }
        catch (InvalidDataException flaw)
        {
            Console.WriteLine(json ? new JsonObject { ["isSound"] = false, ["flaw"] = flaw.Message }.ToJsonString(Readable) : $"FLAW: {flaw.Message}");
            return ExitCode.Findings;
        }
    }

    static Option<string> Format(string usual, string other)
    {
        var format = new Option<string>("--format") { Description = $"{usual} or {other}.", DefaultValueFactory = _ => usual };
        format.AcceptOnlyFromAmong(usual, other);
        return format;
    }

    static LedgerReader Open(string data) => Directory.Exists(FolderOf(data))
        ? LedgerReader.Open(FolderOf(data))
        : throw new UsageException($"there is no ledger at {FolderOf(data)}; name the data folder with --data");

    static string FolderOf(string data) => Path.Combine(Path.GetFullPath(data), "ledger");

    static NoteVerifier KeyOf(string given) => NoteVerifier.Parse(File.Exists(given) ? System.Text.Encoding.UTF8.GetString(Input(given)) : given);

    static byte[] Input(string path)
    {
        if (!File.Exists(path)) throw new UsageException($"there is no file {path}");
        return new FileInfo(path).Length <= MostInput ? File.ReadAllBytes(path) : throw new UsageException($"{path} is too large to be a checkpoint, a key or a proof");
    }

    // Whatever of the input cannot be understood is one sentence and exit code 2; a flaw that was looked for is an answer, and is printed.
    static int Readably(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (InvalidDataException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
