using CsCheck;
using Hoplite.Store.Events;
using Hoplite.Store.Hunting;
using Hoplite.Store.Hunting.Kql;
using Hoplite.Store.Hunting.Sql;
using Hoplite.Store.Tests.Events;

namespace Hoplite.Store.Tests.Hunting;

/// <summary>Nothing that a user writes becomes SQL of its own.</summary>
public sealed class InjectionTests : IDisposable
{
    static readonly string[] Hostile =
    [
        "'", "''", "\\'", "'; DROP TABLE events; --", "' OR 1=1 --", "\") UNION SELECT 1 --", "a\0'; DROP TABLE events; --", "\ud800'", "$1", "${x}", "'||(SELECT 1)||'", "/*", "*/ DELETE FROM events /*", "\"; ATTACH 'x.db'; --", "E'\\x27'", "\u2019; DROP TABLE events",
    ];

    readonly EventStore _store = HuntedEvents.Store();
    readonly HuntEngine _engine;

    public InjectionTests() => _engine = new HuntEngine(_store, TimeProvider.System);

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_literal_comes_back_as_it_went_in() =>
        Gen.OneOf<string>(Gen.String, Gen.OneOf(Hostile)).Array[1, 40].Sample(
            texts =>
            {
                var row = Evidence.Rows(_store, "SELECT " + string.Join(", ", texts.Select(SqlText.Literal)))[0];
                for (var i = 0; i < texts.Length; i++) Assert.Equal(System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(texts[i])), row[i]);
            },
            iter: 200,
            threads: 1);

    [Fact]
    public void A_pattern_matches_its_text_and_nothing_else() =>
        Gen.OneOf<string>(Gen.String[Gen.Char[' ', '~'], 1, 12], Gen.OneOf(Hostile)).Sample(
            text =>
            {
                var row = Evidence.Rows(_store, $"SELECT regexp_full_match({SqlText.Literal(text)}, {SqlText.Literal(SqlText.Pattern(text))}), regexp_full_match({SqlText.Literal(text + "x")}, {SqlText.Literal(SqlText.Pattern(text))})")[0];
                Assert.Equal(new object?[] { true, false }, row);
            },
            iter: 300,
            threads: 1);

    [Fact]
    public void Hostile_texts_in_every_place_leave_the_events_alone()
    {
        foreach (var text in Hostile)
        {
            var quoted = KqlPrinter.Quote(text);
            string[] queries =
            [
                $"where host == {quoted} or user contains {quoted} or [{quoted}] has {quoted}", $"project [{quoted}] = host", $"extend [{quoted}] = {quoted} | where [{quoted}] =~ {quoted}", $"summarize [{quoted}] = count() by [{quoted}]",
                $"search {quoted}", $"where command_line in ({quoted}) and command_line has_any ({quoted})", $"parse command_line with * {quoted} [{quoted}] * | project [{quoted}]", $"where fields[{quoted}] == {quoted}", $"stack [{quoted}] | take 1",
                $"let [{quoted}] = {quoted}; where host == [{quoted}]", $"where isnotempty(extract(@\"\\Q{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\\E\", 0, host))", $"[{quoted}] | count", $"project-rename [{quoted}] = host", $"project x = format_datetime(time, {quoted})",
                $"where ipv4_is_in_range(src_ip, {quoted})", $"join kind=inner (events) on [{quoted}]", $"project x = datetime_diff({quoted}, time, time)", $"render {text}", $"take {text}",
            ];
            foreach (var query in queries)
            {
                try
                {
                    _engine.Run(query, cancellation: TestContext.Current.CancellationToken);
                }
                catch (KqlException)
                {
                }

                Assert.Equal(9, Evidence.Count(_store));
            }
        }
    }

    [Fact]
    public void The_connection_of_a_hunt_cannot_write()
    {
        using var command = new BoundedCommand(_store, TimeProvider.System, "DROP VIEW events", TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.ThrowsAny<Exception>(() => command.Rows().ToList());
        Assert.Equal(9, Evidence.Count(_store));
    }

    [Fact]
    public void Whatever_compiles_runs_or_fails_with_its_own_exception() =>
        Gen.Select(GeneratedQueries.Query, Gen.Int[0, 300], Gen.OneOf(Hostile), (q, at, h) => q.Insert(Math.Min(at, q.Length), h)).Sample(
            query =>
            {
                try
                {
                    _engine.Run(query);
                }
                catch (KqlException)
                {
                }
            },
            iter: 2000,
            threads: 2);
}
