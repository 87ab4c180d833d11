using Hoplite.Response.Netfilter;

namespace Hoplite.Response.OpenC2.Slpf;

/// <summary>
/// Does the commands of the profile for packet filters without state on nftables. Later rules come before earlier ones, and behind everything that the platform itself blocks,
/// so that an allow takes back a deny but never a block. Thread-safe.
/// </summary>
/// <remarks>A forwarded packet comes in and goes out, so rules for either direction see it.</remarks>
public sealed partial class SlpfActuator : IDisposable
{
    static readonly TimeSpan LongestSleep = TimeSpan.FromHours(12);

    readonly Lock _gate = new();
    readonly PacketFilter _filter;
    readonly TimeProvider _clock;
    readonly SlpfOptions _options;
    readonly SlpfFile _file;
    readonly ITimer _timer;
    readonly List<(OpenC2Command Command, DateTimeOffset Start)> _updates = [];
    List<SlpfRule> _rules;
    long _next;

    SlpfActuator(PacketFilter filter, SlpfOptions options, TimeProvider clock)
    {
        (_filter, _options, _clock, _file) = (filter, options, clock, new SlpfFile(options.StateFile));
        (var kept, _next) = _file.Load();
        _rules = [.. kept.OrderBy(r => r.Start)];
        _timer = clock.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The targets of each action that it does.</summary>
    public IReadOnlyList<(OpenC2Action Action, IReadOnlyList<string> Targets)> Pairs => _options.RulesFolder is null ? [.. SlpfChecks.Pairs.Where(p => p.Action != OpenC2Action.Update)] : SlpfChecks.Pairs;

    /// <summary>Why the last thing that was to happen by itself did not; null when it did.</summary>
    public string? Failure { get; private set; }

    /// <summary>Opens it: rules that outlive a restart are there again, others of an earlier run are gone.</summary>
    /// <param name="filter">The packet filter; stays with who gave it.</param>
    /// <param name="options">What it needs to know.</param>
    /// <param name="clock">Says when rules begin and end.</param>
    /// <exception cref="NetfilterException">The kernel refuses.</exception>
    /// <exception cref="InvalidDataException">The file of rules cannot be read.</exception>
    public static SlpfActuator Open(PacketFilter filter, SlpfOptions options, TimeProvider clock)
    {
        var actuator = new SlpfActuator(filter, options, clock);
        var now = clock.GetUtcNow();
        lock (actuator._gate)
        {
            actuator._rules = [.. actuator._rules.Where(r => !r.IsOver(now))];
            if (actuator._rules.Count > 0 || filter.Use() == TableUse.Used) filter.Replace(IsOurs, [.. actuator._rules.Where(r => r.IsActive(now)).SelectMany(Rules)]);
            actuator._active.UnionWith(actuator._rules.Where(r => r.IsActive(now)).Select(r => r.Number));
            if (actuator._active.Count == 0) filter.RemoveIfEmpty();
            actuator.Settle();
        }
        return actuator;
    }

    /// <summary>The numbers of all rules, those that wait for their time included.</summary>
    public IReadOnlyList<long> Numbers
    {
        get
        {
            lock (_gate) return [.. _rules.Select(r => r.Number).Order()];
        }
    }

    /// <summary>Does allow, deny, delete or update, and says how it went.</summary>
    public OpenC2Response Do(OpenC2Command command)
    {
        if (SlpfChecks.Refuse(command) is { } reason) return new OpenC2Response(501, reason);
        lock (_gate)
        {
            try
            {
                Sweep();
                return command.Target switch
                {
                    RuleNumberTarget { Number: var number } => Delete(number, command),
                    FileTarget named => Update(named, command),
                    _ => Add(command),
                };
            }
            catch (NetfilterException wrong)
            {
                return wrong.Error is Errno.NotSupported or Errno.NoEntry or Errno.Invalid ? new OpenC2Response(501, $"Option not supported: {wrong.Message}") : new OpenC2Response(500, $"Rule not updated: {wrong.Message}");
            }
            catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
            {
                return new OpenC2Response(500, "Rule not updated: it could not be kept");
            }
        }
    }

    /// <summary>Begins and ends what is due. Happens by itself; again a minute later when it fails.</summary>
    public void Sweep()
    {
        lock (_gate)
        {
            try
            {
                var now = _clock.GetUtcNow();
                foreach (var due in _updates.Where(u => u.Start <= now).ToArray())
                {
                    _updates.Remove(due);
                    var answer = Update((FileTarget)due.Command.Target, due.Command with { Args = new OpenC2Args() });
                    Failure = answer.Status == 200 ? null : answer.StatusText;
                }
                Change([.. _rules.Where(r => !r.IsOver(now))], _next);
                Settle();
            }
            catch (Exception wrong) when (wrong is NetfilterException or IOException or UnauthorizedAccessException)
            {
                Failure = wrong.Message;
                _timer.Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Puts rules back that somebody took out of the packet filter. For whoever looks after drift, every few seconds.</summary>
    /// <returns>How many were missing, in whole or in part.</returns>
    /// <exception cref="NetfilterException">The kernel refuses.</exception>
    public int Repair()
    {
        lock (_gate)
        {
            if (_active.Count == 0) return 0;
            var there = _filter.Remarks().CountBy(r => r, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
            var missing = _rules.Count(r => _active.Contains(r.Number) && there.GetValueOrDefault(r.Remark) != Rules(r).Sum(f => f.Count));
            if (missing > 0) _filter.Replace(IsOurs, [.. _rules.Where(r => _active.Contains(r.Number)).SelectMany(Rules)]);
            return missing;
        }
    }

    /// <inheritdoc />
    public void Dispose() => _timer.Dispose();

    static bool IsOurs(string remark) => remark.StartsWith("slpf ", StringComparison.Ordinal);

    static IReadOnlyList<FilterRule> Rules(SlpfRule rule) => SlpfTranslation.Rules(rule.Command, rule.Remark, rule.Until);
}
