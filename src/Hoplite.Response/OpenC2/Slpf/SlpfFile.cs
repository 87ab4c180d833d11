using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Hoplite.Response.OpenC2.Slpf;

/// <summary>Keeps the rules that outlive a restart, and the next number, in a file that is always whole.</summary>
/// <param name="path">The file; its folder is there.</param>
sealed class SlpfFile(string path)
{
    const long MaxBytes = 64 << 20;

    /// <summary>What was kept; nothing and 1 where there is no file.</summary>
    /// <exception cref="InvalidDataException">It is no file of rules.</exception>
    public (IReadOnlyList<SlpfRule> Rules, long Next) Load()
    {
        if (!File.Exists(path)) return ([], 1);
        if (new FileInfo(path).Length > MaxBytes) throw new InvalidDataException($"{path} is too large for a file of rules");
        try
        {
            var root = JsonNode.Parse(File.ReadAllBytes(path));
            return ([.. root!["rules"]!.AsArray().Select(SlpfRule.Read)], root["next"]!.GetValue<long>());
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or NullReferenceException)
        {
            throw new InvalidDataException($"{path} is no file of rules: {wrong.Message}", wrong);
        }
    }

    /// <summary>Keeps them.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(IEnumerable<SlpfRule> rules, long next)
    {
        var root = new JsonObject { ["next"] = next, ["rules"] = new JsonArray([.. rules.Where(r => r.IsPersistent).Select(r => (JsonNode)r.ToJson())]) };
        var beside = path + ".new";
        using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(Encoding.UTF8.GetBytes(root.ToJsonString()));
            stream.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: true);
    }
}
