using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Hoplite.Architecture.Tests;

/// <summary>The laws of the house that can be read off its sources.</summary>
public sealed class HouseTests
{
    static readonly string Root = FindRoot();

    static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Hoplite.Telemetry"] = [],
        ["Hoplite.Detection"] = ["Hoplite.Telemetry"],
        ["Hoplite.Incidents"] = ["Hoplite.Telemetry", "Hoplite.Detection"],
        ["Hoplite.Store"] = ["Hoplite.Telemetry", "Hoplite.Detection", "Hoplite.Incidents"],
        ["Hoplite.Guard"] = ["Hoplite.Telemetry", "Hoplite.Detection", "Hoplite.Incidents"],
        ["Hoplite.Agents"] = ["Hoplite.Telemetry", "Hoplite.Detection", "Hoplite.Incidents", "Hoplite.Store", "Hoplite.Guard"],
        ["Hoplite.Response"] = ["Hoplite.Telemetry", "Hoplite.Detection", "Hoplite.Incidents", "Hoplite.Guard"],
        ["Hoplite.Intelligence"] = ["Hoplite.Telemetry", "Hoplite.Detection", "Hoplite.Incidents", "Hoplite.Guard"],
        ["Hoplite.Server"] = ["Hoplite.Telemetry", "Hoplite.Detection", "Hoplite.Incidents", "Hoplite.Store", "Hoplite.Guard", "Hoplite.Agents", "Hoplite.Response", "Hoplite.Intelligence"],
        ["Hoplite.Cli"] = ["Hoplite.Telemetry", "Hoplite.Detection", "Hoplite.Incidents", "Hoplite.Store", "Hoplite.Guard", "Hoplite.Agents", "Hoplite.Response", "Hoplite.Intelligence", "Hoplite.Server"],
    };

    [Fact]
    public void Every_room_references_only_the_rooms_on_its_left()
    {
        foreach (var project in Directory.EnumerateFiles(Path.Combine(Root, "src"), "*.csproj", SearchOption.AllDirectories))
        {
            var name = Path.GetFileNameWithoutExtension(project);
            Assert.True(Allowed.TryGetValue(name, out var allowed), $"{name} is not in the table of references");
            var references = XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
            Assert.Empty(references.Except(allowed!));
        }
    }

    [Fact]
    public void The_compiled_rooms_reference_only_the_rooms_on_their_left()
    {
        foreach (var assembly in new[] { typeof(Telemetry.EventBatch).Assembly, typeof(Detection.Finding).Assembly, typeof(Incidents.Incident).Assembly, typeof(Store.Events.EventStore).Assembly, typeof(Guard.Gating.Gate).Assembly, typeof(Agents.Working.Analyst).Assembly, typeof(Response.Broking.Broker).Assembly, System.Reflection.Assembly.Load("Hoplite.Intelligence"), typeof(Server.Hosting.HopliteServer).Assembly })
        {
            var rooms = assembly.GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("Hoplite.", StringComparison.Ordinal));
            Assert.Empty(rooms.Except(Allowed[assembly.GetName().Name!]));
        }
    }

    [Fact]
    public void The_guard_knows_no_model_and_no_network()
    {
        string[] known = ["Microsoft.Extensions.AI", "OpenAI", "Anthropic", "Ollama", "ModelContextProtocol", "System.Net.Http", "System.Net.Sockets"];
        Assert.Empty(typeof(Guard.Gating.Gate).Assembly.GetReferencedAssemblies().Where(a => known.Any(k => a.Name!.StartsWith(k, StringComparison.Ordinal))));
    }

    [Fact]
    public void Only_the_gate_makes_capabilities() =>
        Assert.Equal(["Gate.cs"], Sources("src").Where(f => Regex.IsMatch(File.ReadAllText(f), @"new Capability\(", RegexOptions.None, TimeSpan.FromSeconds(1))).Select(Path.GetFileName));

    [Fact]
    public void No_source_file_is_longer_than_500_lines() =>
        Assert.Empty(Sources("src", "tests", "bench").Where(f => File.ReadLines(f).Count() > 500).Select(f => Path.GetRelativePath(Root, f)));

    [Fact]
    public void Half_of_the_source_files_fit_on_a_screen()
    {
        var lengths = Sources("src").Select(f => File.ReadLines(f).Count()).Order().ToArray();
        Assert.InRange(lengths[lengths.Length / 2], 1, 80);
        Assert.InRange(lengths[lengths.Length * 9 / 10], 1, 250);
    }

    [Fact]
    public void No_type_is_named_after_nothing() =>
        Assert.Empty(Sources("src").Where(f => Regex.IsMatch(Path.GetFileName(f), "(Manager|Helper|Utils?|Common|Misc)", RegexOptions.None, TimeSpan.FromSeconds(1))));

    [Fact]
    public void Nothing_is_left_for_later() =>
        Assert.Empty(Sources("src").Where(f => File.ReadAllText(f) is var text && (text.Contains("NotImplementedException", StringComparison.Ordinal) || text.Contains("TO" + "DO", StringComparison.Ordinal))));

    [Fact]
    public void Only_the_command_line_writes_to_the_console() =>
        Assert.Empty(Sources("src").Where(f => !f.Contains("Hoplite.Cli", StringComparison.Ordinal) && File.ReadAllText(f).Contains("Console.", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Root, f)));

    [Fact]
    public void Only_the_store_asks_the_event_database() =>
        Assert.Empty(Sources("src").Where(f => !f.Contains("Hoplite.Store", StringComparison.Ordinal) && File.ReadAllText(f).Contains("DuckDB.NET", StringComparison.Ordinal)).Select(f => Path.GetRelativePath(Root, f)));

    static IEnumerable<string> Sources(params string[] folders) =>
        folders.SelectMany(f => Directory.EnumerateFiles(Path.Combine(Root, f), "*.cs", SearchOption.AllDirectories)).Where(f => !f.Contains("/obj/", StringComparison.Ordinal));

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Hoplite.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("the sources are not beside the tests");
    }
}
