using Hoplite.Detection.Sigma;
using Hoplite.Tests;

namespace Hoplite.Detection.Tests.Sigma;

/// <summary>The public rule collection, read from the shared evidence.</summary>
static class RuleCorpus
{
    public static IReadOnlyList<RuleFile> Files(params string[] folders) =>
        [.. folders
            .SelectMany(folder => Directory.EnumerateFiles(SharedData.Require(Path.Combine("sigma", folder)), "*.yml", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(path => new RuleFile(path, File.ReadAllBytes(path)))];

    public static readonly string[] Active = ["rules", "rules-compliance", "rules-dfir", "rules-emerging-threats", "rules-placeholder", "rules-threat-hunting"];
}
