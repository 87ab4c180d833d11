using System.Text.Json.Nodes;
using Hoplite.Guard.Transparency;

namespace Hoplite.Guard.Tests.Transparency;

/// <summary>Entries as a platform might write them.</summary>
static class Sample
{
    public static readonly Guid Case = Guid.Parse("0197f3a0-1111-7000-8000-000000000001");

    public static LedgerEntry Entry(int number) => new(
        (LedgerKind)(number % 11),
        number % 3 == 0 ? "gate" : "äöü \"id\":\"x\" 😀",
        number % 2 == 0 ? Case : null,
        new JsonObject { ["n"] = number, ["text"] = new string('x', number % 50), ["id"] = "00000000-0000-0000-0000-000000000000", ["time"] = "0000-00-00T00:00:00.000Z" });

    public static LedgerEntry[] Entries(int count, int from = 0) => [.. Enumerable.Range(from, count).Select(Entry)];
}

/// <summary>A clock that is set by hand.</summary>
sealed class SetTime : TimeProvider
{
    public DateTimeOffset Now { get; set; } = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
