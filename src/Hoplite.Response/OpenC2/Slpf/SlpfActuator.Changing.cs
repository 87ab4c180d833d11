using System.Security.Cryptography;
using Hoplite.Response.Netfilter;

namespace Hoplite.Response.OpenC2.Slpf;

// What changes rules. Always under the lock.
public sealed partial class SlpfActuator
{
    const long MaxFileBytes = 4 << 20;

    readonly HashSet<long> _active = [];

    OpenC2Response Add(OpenC2Command command)
    {
        if (Forbidden(command) is { } reason) return new OpenC2Response(403, reason);
        if (command.Args.InsertRule is { } wanted && _rules.Exists(r => r.Number == wanted)) return new OpenC2Response(501, "Rule number currently in use");
        if (_rules.Count >= _options.MaxRules) return new OpenC2Response(500, $"Rule not updated: there are {_options.MaxRules} rules already");
        var now = _clock.GetUtcNow();
        var rule = Rule(command, command.Args.InsertRule ?? Free(_rules, _next), now);
        if (rule.IsOver(now)) return new OpenC2Response(500, "Rule not updated: its time is over");
        Change([.. _rules, rule], Math.Max(_next, After(rule.Number)));
        Settle();
        return new OpenC2Response(200) { Results = new OpenC2Results { RuleNumber = rule.Number } };
    }

    OpenC2Response Delete(long number, OpenC2Command command)
    {
        var at = _rules.FindIndex(r => r.Number == number);
        if (at < 0) return new OpenC2Response(500, "firewall rule not removed or updated: there is none of that number");
        var (start, stop) = command.Args.Window(_clock.GetUtcNow());
        if (stop <= _clock.GetUtcNow()) return new OpenC2Response(500, "firewall rule not removed or updated: the time of the command is over");
        var changed = new List<SlpfRule>(_rules);
        if (stop is null && start <= _clock.GetUtcNow()) changed.RemoveAt(at);
        else changed[at] = _rules[at] with { OffFrom = start, OffUntil = stop };
        Change(changed, _next);
        Settle();
        return new OpenC2Response(200);
    }

    OpenC2Response Update(FileTarget named, OpenC2Command command)
    {
        if (_options.RulesFolder is not { } folder) return new OpenC2Response(501, "Command not supported");
        if (named.FileName is null) return new OpenC2Response(400, "Validation Error: file has no name");
        if (command.Args.StartTime is { } start && start > _clock.GetUtcNow())
        {
            if (_updates.Count >= 100) return new OpenC2Response(500, "Rule not updated: too many updates wait for their time");
            _updates.Add((command, start));
            Settle();
            return new OpenC2Response(200);
        }
        if (Read(folder, named) is not { } bytes) return new OpenC2Response(500, "cannot access file");
        if (named.Sha256 is { } hash && !Convert.ToHexString(SHA256.HashData(bytes)).Equals(hash, StringComparison.OrdinalIgnoreCase)) return new OpenC2Response(500, "Rule not updated: the _file is another one");
        return Replace(bytes);
    }

    // The whole file holds, or nothing of it.
    OpenC2Response Replace(byte[] bytes)
    {
        var made = new List<SlpfRule>();
        var (now, following) = (_clock.GetUtcNow(), _next);
        try
        {
            foreach (var command in OpenC2Reader.Commands(bytes, _options.MaxRules))
            {
                if (command.Action is not (OpenC2Action.Allow or OpenC2Action.Deny)) throw new OpenC2Exception(400, "a file of rules has allow and deny only");
                if (SlpfChecks.Refuse(command) is { } unknown) throw new OpenC2Exception(501, unknown);
                if (Forbidden(command) is { } reason) throw new OpenC2Exception(403, reason);
                var rule = Rule(command, command.Args.InsertRule ?? Free(made, following), now);
                if (made.Exists(r => r.Number == rule.Number)) throw new OpenC2Exception(501, "Rule number currently in use");
                following = Math.Max(following, After(rule.Number));
                made.Add(rule);
            }
        }
        catch (OpenC2Exception wrong)
        {
            return new OpenC2Response(wrong.Status == 400 ? 500 : wrong.Status, $"Rule not updated: {wrong.Message}");
        }
        Change([.. made.Where(r => !r.IsOver(now))], following, isAll: true);
        Settle();
        return new OpenC2Response(200);
    }

    // The kernel first: what it refuses was never accepted; what cannot be kept is taken back from it.
    void Change(List<SlpfRule> wanted, long following, bool isAll = false)
    {
        var now = _clock.GetUtcNow();
        var before = _rules.Where(r => _active.Contains(r.Number)).ToArray();
        var after = wanted.Where(r => r.IsActive(now)).ToArray();
        var fresh = after.Where(r => isAll || !_active.Contains(r.Number)).ToArray();
        var gone = _active.Where(n => isAll || Array.TrueForAll(after, r => r.Number != n)).ToHashSet();
        if (fresh.Length > 0 || gone.Count > 0) _filter.Replace(r => IsOurs(r) && gone.Contains(NumberOf(r)), [.. fresh.SelectMany(Rules)]);
        try
        {
            if (following != _next || !wanted.SequenceEqual(_rules)) _file.Save(wanted, following);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            _filter.Replace(IsOurs, [.. before.SelectMany(Rules)]);
            throw;
        }
        (_rules, _next) = (wanted, following);
        _active.Clear();
        _active.UnionWith(after.Select(r => r.Number));
        if (gone.Count > 0 && _active.Count == 0) _filter.RemoveIfEmpty();
    }

    // Wakes up when something is due.
    void Settle()
    {
        var now = _clock.GetUtcNow();
        var due = _rules.Select(r => r.Next(now)).Concat(_updates.Select(u => (DateTimeOffset?)u.Start)).Min();
        _timer.Change(due is { } instant ? TimeSpan.FromTicks(Math.Clamp((instant - now).Ticks, TimeSpan.TicksPerMillisecond, LongestSleep.Ticks)) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    string? Forbidden(OpenC2Command command) => command.Action == OpenC2Action.Deny ? SlpfTranslation.Networks(command.Target).Select(_options.Forbid).FirstOrDefault(r => r is not null) : null;

    static SlpfRule Rule(OpenC2Command command, long number, DateTimeOffset now)
    {
        var (start, stop) = command.Args.Window(now);
        return new SlpfRule(number, command, start > now ? start : now, stop);
    }

    static long Free(List<SlpfRule> taken, long from)
    {
        while (taken.Exists(r => r.Number == from)) from = After(from);
        return from;
    }

    static long After(long number) => number == long.MaxValue ? 1 : number + 1;

    static long NumberOf(string remark) => long.TryParse(remark.AsSpan("slpf ".Length), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : -1;

    // Only a plain file in the very folder; a name that leads elsewhere is as good as none.
    static byte[]? Read(string folder, FileTarget named)
    {
        var name = named.FileName!;
        if (name.Length is 0 or > 255 || name[0] == '.' || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_')) return null;
        if (named.Path is { } path && (path.Contains('\0', StringComparison.Ordinal) || Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, folder)) != Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))) return null;
        var found = new FileInfo(Path.Combine(folder, name));
        try
        {
            return found.Exists && found.LinkTarget is null && found.Length <= MaxFileBytes ? File.ReadAllBytes(found.FullName) : null;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
