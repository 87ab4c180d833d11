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

    readonly Lock gate = new();
    readonly PacketFilter filter;
    readonly TimeProvider clock;
    readonly SlpfOptions options;
    readonly SlpfFile file;
    readonly ITimer timer;
    readonly List<(OpenC2Command Command, DateTimeOffset Start)> updates = [];
    List<SlpfRule> rules;
    long next;

    SlpfActuator(PacketFilter filter, SlpfOptions options, TimeProvider clock)
    {
        (this.filter, this.options, this.clock, file) = (filter, options, clock, new SlpfFile(options.StateFile));
        (var kept, next) = file.Load();
        rules = [.. kept.OrderBy(r => r.Start)];
        timer = clock.CreateTimer(_ => Sweep(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The targets of each action that it does.</summary>
    public IReadOnlyList<(OpenC2Action Action, IReadOnlyList<string> Targets)> Pairs => options.RulesFolder is null ? [.. SlpfChecks.Pairs.Where(p => p.Action != OpenC2Action.Update)] : SlpfChecks.Pairs;

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
        lock (actuator.gate)
        {
            actuator.rules = [.. actuator.rules.Where(r => !r.IsOver(now))];
            if (actuator.rules.Count > 0 || filter.Use() == TableUse.Used) filter.Replace(IsOurs, [.. actuator.rules.Where(r => r.IsActive(now)).SelectMany(Rules)]);
            actuator.active.UnionWith(actuator.rules.Where(r => r.IsActive(now)).Select(r => r.Number));
            if (actuator.active.Count == 0) filter.RemoveIfEmpty();
            actuator.Settle();
        }
        return actuator;
    }

    /// <summary>The numbers of all rules, those that wait for their time included.</summary>
    public IReadOnlyList<long> Numbers
    {
        get
        {
            lock (gate) return [.. rules.Select(r => r.Number).Order()];
        }
    }

    /// <summary>Does allow, deny, delete or update, and says how it went.</summary>
    public OpenC2Response Do(OpenC2Command command)
    {
        if (SlpfChecks.Refuse(command) is { } reason) return new OpenC2Response(501, reason);
        lock (gate)
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
        lock (gate)
        {
            try
            {
                var now = clock.GetUtcNow();
                Failure = null;
                foreach (var due in updates.Where(u => u.Start <= now).ToArray())
                {
                    updates.Remove(due);
                    if (Update((FileTarget)due.Command.Target, due.Command with { Args = new OpenC2Args() }) is { Status: not 200 } answer) Failure = answer.StatusText;
                }
                Change([.. rules.Where(r => !r.IsOver(now))], next);
                Settle();
            }
            catch (Exception wrong) when (wrong is NetfilterException or IOException or UnauthorizedAccessException)
            {
                Failure = wrong.Message;
                timer.Change(TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => timer.Dispose();

    static bool IsOurs(string remark) => remark.StartsWith("slpf ", StringComparison.Ordinal);

    static IReadOnlyList<FilterRule> Rules(SlpfRule rule) => SlpfTranslation.Rules(rule.Command, rule.Remark, rule.Until);
}
